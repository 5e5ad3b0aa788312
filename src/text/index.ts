export type { Key, Lang } from './say.ts';
export { say, text } from './say.ts';

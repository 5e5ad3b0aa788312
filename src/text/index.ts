export type { Key, Lang } from './say.ts';
export { say, text, wordFor } from './say.ts';

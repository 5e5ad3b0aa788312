export { ownSentence } from './own-sentence.ts';
export type { Key, Lang } from './say.ts';
export { parametersIn, parametersOf, say, text } from './say.ts';

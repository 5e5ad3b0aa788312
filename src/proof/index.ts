export { prove } from './prove.ts';
export type { LessonProof, ProofEvent } from './types.ts';

export { type ProveOptions, prove } from './prove.ts';
export type { LessonProof, ProofEvent, ProofResult, StepProof } from './types.ts';

export { defaultJobs } from './jobs.ts';
export { prove } from './prove.ts';
export type { Kept, LessonProof, ProofEvent, Reason, Tally } from './types.ts';

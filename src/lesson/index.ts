export type { Curriculum } from './curriculum.ts';
export { curriculumSchema, loadCurriculum } from './curriculum.ts';
export type { HeldCheck } from './lifetime.ts';
export { heldChecks } from './lifetime.ts';
export type { Linted } from './lint.ts';
export { lint } from './lint.ts';
export type { Loaded } from './load.ts';
export { lessonsFolder, loadLesson } from './load.ts';
export { nearest } from './nearest.ts';
export { ownSentence } from './own-sentence.ts';
export type { LessonStructure, Prediction, Solution, StepKind, WrongAnswer } from './schema.ts';
export { lessonSchema } from './schema.ts';
export type {
  CheckProse,
  Complaint,
  Lang,
  Lesson,
  LessonProse,
  Part,
  PredictionProse,
  Step,
  StepProse,
} from './types.ts';

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

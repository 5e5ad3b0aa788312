export { nearest } from '../probe/schema/index.ts';
export { createLesson, idLike, isLessonId } from './create.ts';
export type { Curriculum } from './curriculum.ts';
export { loadCurriculum } from './curriculum.ts';
export { type EngineName, engines, lessonOn } from './engines.ts';
export { lessonFiles, placingScript } from './files.ts';
export { lessonHash } from './hash.ts';
export { heldChecks } from './lifetime.ts';
export { lint } from './lint.ts';
export { loadLesson } from './load.ts';
export { lessonFolder, lessonsFolder } from './names/index.ts';
export { commandPlace, fenceOf, outside, shellPlaces, shellsAtStart } from './places.ts';
export type { Prediction, Solution, WrongAnswer } from './schema.ts';
export { lessonSchema } from './schema.ts';
export type {
  Complaint,
  Lang,
  Lesson,
  LessonProse,
  Step,
  StepProse,
} from './types.ts';
export { watchesPackets } from './waits.ts';

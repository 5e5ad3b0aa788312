import { EnvironmentError } from '../engine/index.ts';

/**
 * A lesson's own script or check does not do what its author meant: the author's error, with step and line. For a learner
 * it is a lesson that cannot be given, so it is shown like every other failure of the environment.
 */
export class LessonError extends EnvironmentError {}

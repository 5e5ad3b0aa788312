export type { Matrix, MatrixAsked, NotLocated, WhyResult, WhyStep } from '../probe/index.ts';
export { contextOf, type Known, play } from './apply.ts';
export {
  type BootedLesson,
  bootLesson,
  fastForward,
  nothingKnown,
  rememberAll,
} from './boot-lesson.ts';
export { type CommandRun, commandsRun } from './commands-run.ts';
export { logDefect, logFile } from './defect.ts';
export { type Desk, deskIn } from './desk.ts';
export type { Environment } from './environment.ts';
export { fillUp } from './fill-up.ts';
export { resultFolder, sessionLogFolder, stateFolder } from './folders.ts';
export { goalOf } from './goal.ts';
export {
  downLab,
  findRecord,
  forgetGone,
  keepLab,
  openUp,
  resetUp,
  upLab,
} from './headless.ts';
export { checkAll, checkStep } from './headless-check.ts';
export {
  answerStep,
  applySolutions,
  nextHint,
  showSolutions,
  skipStep,
  type Which,
} from './headless-help.ts';
export type {
  Judged,
  LessonReport,
  ShownSolution,
  StepReport,
  Up,
  UpRecord,
} from './headless-types.ts';
export { type Watch, type WatchNews, watchSteps } from './headless-watch.ts';
export { heldBackBy } from './held-back.ts';
export { judge, verdictOf, type Watched, watchedAt } from './judge.ts';
export { LessonError } from './lesson-error.ts';
export { replay } from './log.ts';
export type { NetworkWatch } from './network.ts';
export { writeOutput } from './output-file.ts';
export { forbidden, offered, policyOf, policySaid } from './policy.ts';
export { measurePrediction, type PredictionReading } from './prediction.ts';
export { environmentOn, prepare } from './prepare.ts';
export { type Probes, realProbes } from './probes.ts';
export type { LessonProgress } from './progress.ts';
export { openProgress } from './progress.ts';
export { recapMarkdown } from './recap.ts';
export { writeRecap } from './recap-file.ts';
export { isForeign, readResult, resultName, systemUser } from './result-file.ts';
export { type Result, type ResultStep, resultSchema } from './result-schema.ts';
export { startSession } from './run.ts';
export type { NotThere, Session, Terminal } from './session.ts';
export { solutionsOf, stepOf } from './steps.ts';
export { isAbort, troubleOf } from './trouble.ts';
export type {
  CheckRef,
  CheckView,
  Intent,
  Measured,
  Mode,
  Permission,
  Policy,
  Rules,
  SessionState,
  ShellState,
  StepRecord,
} from './types.ts';
export { modes, permissions } from './types.ts';
export { openUpRecords } from './up-records.ts';
export { namePlaceholders } from './words.ts';

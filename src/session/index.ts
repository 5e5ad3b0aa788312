export type {
  CheckView,
  Intent,
  Measured,
  Mode,
  Phase,
  Session,
  SessionEvent,
  SessionState,
  ShellState,
  StepRecord,
  StepStatus,
  Terminal,
} from './types.ts';
export { modes } from './types.ts';

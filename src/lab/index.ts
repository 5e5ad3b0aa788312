export type { Answer, Attempt, Namespace, Op, Questions, Surroundings } from './prober-protocol.ts';
export type {
  ExecOptions,
  ExecResult,
  Generation,
  InnerEvent,
  Lab,
  LabHost,
  LabSpec,
  Lease,
  Mark,
  Prober,
  Shell,
} from './types.ts';
export { defaultGeneration, generations } from './types.ts';

export { attachLab, listLabs, type RunningLab } from './attach.ts';
export { type BootOptions, bootLab } from './boot.ts';
export { ensureLabImage, type ImageOptions, type LabImage, lookForLabImage } from './image.ts';
export type { Answer, Attempt, Namespace, Op, Questions, Surroundings } from './prober-protocol.ts';
export { prepareSpare, type Spare } from './spare.ts';
export { clean, type Removed, removeLab, sweep } from './sweep.ts';
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

export { attachLab, listLabs } from './attach.ts';
export { bootLab } from './boot.ts';
export { ensureLabImage, type LabImage, lookForLabImage } from './image.ts';
export { type OwnEngine, openOwnEngine } from './own-engine.ts';
export type {
  Answer,
  Attempt,
  CapturedPacket,
  Namespace,
  ProcessSeen,
  Questions,
  ReadAnswer,
  Root,
  Surroundings,
} from './prober-protocol.ts';
export { prepareSpare, type Spare } from './spare.ts';
export { clean, removeLab, sweep } from './sweep.ts';
export type {
  Generation,
  InnerEvent,
  Lab,
  LabHost,
  LabSpec,
  Lease,
  Machine,
  Mark,
  Prober,
  Shell,
} from './types.ts';
export { defaultGeneration, generations } from './types.ts';

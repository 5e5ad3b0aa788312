export { EnvironmentError } from './error.ts';
export type { MayInstall } from './install.ts';
export { engineLost } from './lost.ts';
export { type OpenOptions, openEngine } from './open.ts';
export {
  type PrivateEngineStatus,
  privateEngineStatus,
  type Stopped,
  stopPrivateEngine,
} from './private.ts';
export { runStage } from './stage.ts';
export type { Endpoint, EndpointSource, Engine, OnStage, Stage } from './types.ts';

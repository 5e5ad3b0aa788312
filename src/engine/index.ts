export { type AsRoot, rootAtHand } from './as-root.ts';
export { EnvironmentError, reasonOf } from './error.ts';
export type { MayInstall } from './install.ts';
export { engineLost } from './lost.ts';
export { openEngine } from './open.ts';
export { privateEngineStatus, stopPrivateEngine } from './private.ts';
export { runStage } from './stage.ts';
export type { Engine, OnStage, Stage } from './types.ts';

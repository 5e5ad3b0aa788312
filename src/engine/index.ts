export { EnvironmentError } from './error.ts';
export type { Endpoint, EndpointSource, Engine, OnStage, Stage } from './types.ts';

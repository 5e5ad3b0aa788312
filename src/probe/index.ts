export * from './schema/index.ts';
export type { ProbeContext, Reading, RoundOptions } from './types.ts';

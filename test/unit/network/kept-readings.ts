import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { HostReading } from '../../../src/network/index.ts';

/** A broken host as it was read, and what was measured on it then. */
export type Kept = { readonly reading: HostReading; readonly measured: string };

/** Broken hosts of a generation, by their titles. `test/live/causes.test.ts` keeps them. */
export function keptReadings(generation: string): Record<string, Kept> {
  return keptIn('broken', generation);
}

export function keepReadings(generation: string, kept: Readonly<Record<string, Kept>>): void {
  keepIn('broken', generation, kept);
}

/** Two hosts with an overlay network over both, as they were read when all was well and when it was not. */
export type KeptOverlays = {
  [State in 'joined' | 'dropped' | 'stopped' | 'apart' | 'left']?: readonly HostReading[];
};

/** Those of a generation. `test/live/overlay.test.ts` keeps them. */
export function keptOverlays(generation: string): KeptOverlays {
  return keptIn('overlay', generation);
}

export function keepOverlays(generation: string, kept: Readonly<KeptOverlays>): void {
  keepIn('overlay', generation, kept);
}

function keptIn(folder: string, generation: string) {
  const file = fileIn(folder, generation);
  return existsSync(file) ? JSON.parse(gunzipSync(readFileSync(file)).toString()) : {};
}

function keepIn(folder: string, generation: string, kept: object): void {
  writeFileSync(fileIn(folder, generation), gzipSync(JSON.stringify(kept), { level: 9 }));
}

function fileIn(folder: string, generation: string): URL {
  return new URL(`${folder}/${generation}.json.gz`, import.meta.url);
}

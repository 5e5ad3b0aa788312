import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { HostReading } from '../../../src/network/index.ts';

/** A broken host as it was read, and what was measured on it then. */
export type Kept = { readonly reading: HostReading; readonly measured: string };

/** Broken hosts of a generation, by their titles. `test/live/causes.test.ts` keeps them. */
export function keptReadings(generation: string): Record<string, Kept> {
  const file = fileOf(generation);
  return existsSync(file) ? JSON.parse(gunzipSync(readFileSync(file)).toString()) : {};
}

export function keepReadings(generation: string, kept: Readonly<Record<string, Kept>>): void {
  writeFileSync(fileOf(generation), gzipSync(JSON.stringify(kept), { level: 9 }));
}

function fileOf(generation: string): URL {
  return new URL(`broken/${generation}.json.gz`, import.meta.url);
}

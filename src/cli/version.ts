import { readFileSync } from 'node:fs';

/** netdojo's version, from the package it lies in. */
export function version(): string {
  // From src/cli/ and from dist/ the package is at a different distance.
  for (const place of ['../package.json', '../../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8'));
      if (name === 'netdojo') return version;
    } catch {
      // Not at this distance.
    }
  }
  return 'unknown';
}

import { expect } from 'vitest';
import type { CheckResult, Said } from '../../src/probe/index.ts';
import { say } from '../../src/text/index.ts';

/** `VERDICT CODE`, with words in both languages for all that is said. */
export function said(result: CheckResult): string {
  const all: Said[] = [
    result.asked,
    result.expected,
    result.got,
    ...(result.control ? [result.control] : []),
  ];
  for (const lang of ['en', 'zh'] as const)
    for (const what of all) expect(say(lang, what)).not.toMatch(/\{[a-zA-Z]+\}|unmeasured\.|outcome\./);
  return `${result.verdict} ${result.got.code}`;
}

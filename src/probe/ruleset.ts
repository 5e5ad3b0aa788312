import { ask } from './ask.ts';
import { asRecord, firstLine, typed } from './evidence.ts';
import { isObstacle, type Obstacle, unmeasured } from './obstacle.ts';
import { fill } from './resolve.ts';
import { type Rule, rulesIn, type WantedRule } from './rules.ts';
import type { Scene } from './scene.ts';
import { type Evidence, type RuleMark, ruleMarks } from './schema/index.ts';
import type { ShellSide, Source } from './source.ts';

const deadlineMs = 3_000;

/**
 * The rules of a table where the source is, with their counters. `iptables-save` is the one the host's `iptables` belongs
 * to, for either back end (nft or legacy).
 */
export async function readRules(
  source: Source,
  table: string,
  signal: AbortSignal,
): Promise<{ readonly rules: readonly Rule[] } | Obstacle> {
  const argv = ['iptables-save', '-c', '-t', table];
  const ended = await ask(source.host, 'run', { ns: source.ns, argv, deadlineMs }, signal);
  if (isObstacle(ended)) return ended;
  const output = `${ended.stdout}${ended.stderr}`;
  // Rules it cannot print are rules nobody has looked at.
  if (ended.exit !== 0 || output.includes('is incompatible, use'))
    return unmeasured('rules', { line: firstLine(output) });
  return { rules: rulesIn(ended.stdout, table) };
}

/** What a check wants of a rule, with placeholders filled. */
export async function wantedRule(
  check: { readonly [M in RuleMark]?: string | number | undefined },
  scene: Scene,
): Promise<{ readonly wanted: WantedRule } | Obstacle> {
  const wanted: { [M in RuleMark]?: string } = {};
  for (const mark of ruleMarks) {
    const value = check[mark];
    if (value === undefined) continue;
    const filled = await fill(String(value), scene);
    if (isObstacle(filled)) return filled;
    wanted[mark] = filled.text;
  }
  return { wanted };
}

/** Rules as evidence. */
export function ruleEvidence(shell: ShellSide, table: string, rules: readonly Rule[]): Evidence {
  return {
    command: typed(shell, ['iptables-save', '-c', '-t', table]),
    output: asRecord(
      rules.length === 0 ? ['-'] : rules.slice(0, 12).map(({ packets, text }) => `[${packets}] ${text}`),
    ),
  };
}

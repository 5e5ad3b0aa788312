import { heldChecks, type Lesson } from '../lesson/index.ts';
import type { Check, CheckResult, ProbeContext, RoundOptions, Verdict } from '../probe/index.ts';
import type { Judged } from './headless-types.ts';
import type { Probes } from './probes.ts';
import { stepOf } from './steps.ts';
import type { CheckRef } from './types.ts';

/** A check that is judged while a step is current. `held`: it belongs to an earlier one. */
export type Watched = { readonly ref: CheckRef; readonly held: boolean; readonly check: Check };

/** What is judged at a step: its own checks, its bystanders, and earlier ones still held. */
export function watchedAt(lesson: Pick<Lesson, 'id' | 'steps'>, id: string): readonly Watched[] {
  const step = stepOf(lesson, id);
  const own = (bystander: boolean) => (check: Check) => ({
    ref: { id: check.id, step: id, bystander },
    held: false,
    check,
  });
  const held = heldChecks(lesson, id).map(({ step: from, check, bystander }) => ({
    ref: { id: check.id, step: from, bystander },
    held: true,
    check,
  }));
  return [...step.checks.map(own(false)), ...step.bystanders.map(own(true)), ...within(held)];
}

/** Held checks whose `needs` are no longer held stand alone. */
function within(held: readonly Watched[]): readonly Watched[] {
  const ids = new Set(held.map(one => one.ref.id));
  return held.map(one => ({
    ...one,
    check: { ...one.check, needs: one.check.needs.filter(need => ids.has(need)) },
  }));
}

/** Judges once, side by side. Rejects with an AbortError when overtaken and an `EnvironmentError` when a host is gone. */
export async function judge(
  probes: Pick<Probes, 'runRound'>,
  watched: readonly Watched[],
  context: ProbeContext,
  options: RoundOptions,
): Promise<readonly Judged[]> {
  if (watched.length === 0) return [];
  const results = await probes.runRound(
    watched.map(one => one.check),
    context,
    options,
  );
  return joined(watched, results);
}

function joined(watched: readonly Watched[], results: readonly CheckResult[]): readonly Judged[] {
  const byId = new Map(results.map(result => [result.id, result]));
  return watched.flatMap(({ ref, held }) => {
    const result = byId.get(ref.id);
    return result === undefined ? [] : [{ ref, held, result }];
  });
}

/** The verdict of several: a failure outweighs what could not be measured, which outweighs what passes. */
export function verdictOf(judged: readonly Judged[]): Verdict {
  if (judged.some(one => one.result.verdict === 'fail')) return 'fail';
  return judged.some(one => one.result.verdict === 'could-not-measure') ? 'could-not-measure' : 'pass';
}

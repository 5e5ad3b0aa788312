import type { Generation } from '../lab/index.ts';
import type { Lesson } from '../lesson/index.ts';
import { conclude } from './conclude.ts';
import type { Fact } from './facts.ts';
import type { Performed } from './perform.ts';
import { idOf, type Plan, type Run, runsOf, sharedVisitsOf } from './runs.ts';
import type { LessonProof } from './types.ts';

/** Collects what the runs of one lesson on one generation show. */
export type Ledger = {
  readonly lesson: Lesson;
  readonly generation: Generation;
  /** The runs to begin with. */
  readonly runs: readonly Run[];
  /** The facts that count by now. */
  facts(): readonly Fact[];
  /** Takes what one run showed. Gives the runs to be done because of it, and the proof after the last one. */
  take(
    run: Run,
    performed: Performed,
  ): { readonly proof: LessonProof | undefined; readonly more: readonly Run[] };
};

/**
 * Opens the ledger of a lesson; `plan` as for `runsOf`.
 *
 * What shared hosts showed is only ever used to prove a lesson, never against it: a tour gives no fact of a visit that speaks
 * against it, and where something is said that other hosts might unsay, all that shared one is done again as if nothing might
 * be shared.
 */
export function openLedger(lesson: Lesson, generation: Generation, plan: Plan): Ledger {
  const began = performance.now();
  const runs = runsOf(lesson, plan);
  let entries: { readonly run: Run; readonly facts: readonly Fact[] }[] = [];
  let open = runs.length;

  const facts = (): readonly Fact[] => entries.flatMap(entry => entry.facts);
  return {
    lesson,
    generation,
    runs,
    facts,
    take(run, { facts: seen, again }) {
      entries.push({ run, facts: seen });
      open += again.length - 1;
      if (open > 0) return { proof: undefined, more: again };
      const proof = proofOf(lesson, generation, plan, facts(), began);
      const isShared = (entry: { readonly run: Run }) => sharedVisitsOf(entry.run).length > 0;
      if (!entries.some(isShared) || !hangsOnShared(proof)) return { proof, more: [] };
      entries = entries.filter(entry => !isShared(entry));
      const done = new Set(entries.map(entry => idOf(entry.run)));
      const more = runsOf(lesson, { ...plan, share: false }).filter(one => !done.has(idOf(one)));
      open = more.length;
      return { proof: undefined, more };
    },
  };
}

/**
 * What is said for want of a failure somewhere, or by comparing, or of how a step stood on a host that others were on: hosts
 * of their own might show otherwise.
 */
const compared: ReadonlySet<string> = new Set([
  'proof.bystander-red',
  'proof.not-reset',
  'proof.passes-after-reset',
  'proof.never-fails',
  'proof.unmeasured-before',
  'proof.prediction-differs',
]);

function hangsOnShared({ steps }: LessonProof): boolean {
  return steps.some(({ reasons }) => reasons.some(({ code }) => compared.has(code)));
}

/** What the facts prove of a lesson, or of the step that was to be proven. */
function proofOf(
  lesson: Lesson,
  generation: Generation,
  { step: only }: Plan,
  facts: readonly Fact[],
  began: number,
): LessonProof {
  const concerned = lesson.steps.filter(({ id }) => only === undefined || id === only);
  const { steps, reasons } = conclude({ steps: concerned }, facts);
  const proven = steps.map(step => ({
    lesson: lesson.id,
    step: step.step,
    generation,
    proven: step.reasons.length === 0,
    reasons: step.reasons,
  }));
  return {
    lesson: lesson.id,
    generation,
    proven: reasons.length === 0 && proven.every(step => step.proven),
    steps: proven,
    reasons,
    ms: Math.round(performance.now() - began),
  };
}

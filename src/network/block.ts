import type { Outcome } from '../probe/schema/index.ts';
import type { CauseId } from './cause.ts';
import { dockersOwnIds, type Explained } from './explain.ts';

/** The steps of the way, in the order in which they are shown. */
export const stepIds = ['source', 'name', 'route', 'filter', 'target', 'listener', 'return', 'size'] as const;
export type StepId = (typeof stepIds)[number];

/** Something on the way that keeps one from going on, or may. */
export type Block = Explained & {
  readonly step: StepId;
  /** It does not stop the packet by itself: what is felt depends on what comes after. */
  readonly passes?: true;
};

/**
 * A name or an address nobody answers for is a symptom where the container that is meant did not start, or ended by
 * itself: that comes first then.
 */
export function rootFirst(blocks: readonly Block[]): readonly Block[] {
  const [first] = blocks;
  const roots: readonly CauseId[] =
    first?.cause.id === 'name-stopped'
      ? ['port-taken', 'start-failed', 'program-error']
      : first?.cause.id === 'address-of-nobody'
        ? ['target-not-running', 'target-not-started', 'port-taken', 'start-failed', 'program-error']
        : [];
  const root = blocks.find(({ cause: { id } }) => roots.includes(id));
  if (first === undefined || root === undefined) return blocks;
  return [{ ...root, outcome: first.outcome }, ...blocks.filter(block => block !== root)];
}

/** The first thing that stands in the way says what is felt; what comes later only would. */
export function outcomesOf(blocks: readonly Block[]): Outcome[] {
  const first = blocks.find(({ passes }) => passes !== true);
  if (first === undefined) return ['open'];
  if (first.outcome === undefined) return [];
  // Also a refusal must find its way back.
  const lost = first.outcome === 'refused' && blocks.some(({ step }) => step === 'return');
  return lost ? ['dropped'] : [first.outcome, ...(first.orElse === undefined ? [] : [first.orElse])];
}

/** What keeps two apart stands in both directions, and often in several tables: it is told once. */
export function withoutRepeats(blocks: readonly Block[]): Block[] {
  return blocks.filter((block, at) => {
    const before = blocks.slice(0, at).map(({ cause: told }) => told);
    const { id, params } = block.cause;
    if (dockersOwnIds.includes(id)) return !before.some(told => told.id === id);
    const { why } = params;
    if (block.step === 'return' && typeof why === 'object' && 'code' in why)
      return !before.some(told => `cause.${told.id}` === why.code);
    return !before.some(told => told.id === id && JSON.stringify(told.params) === JSON.stringify(params));
  });
}

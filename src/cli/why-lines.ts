import { causeSaid, remedySaid, stepIds } from '../network/index.ts';
import { type Said, said, type WhyResult, type WhyStep } from '../probe/index.ts';
import { pad, widest } from './columns.ts';
import type { Context } from './context.ts';
import { spoken, words } from './output.ts';

type Speaking = Pick<Context, 'lang'>;

const verdicts = ['ok', 'fail', 'unknown', 'skipped'] as const;

/** A step: its verdict and name in fixed columns, what was found, and below it why. */
export function stepLine(context: Speaking, { id, verdict, found, causes }: WhyStep): string[] {
  const verdictColumn = widest(verdicts.map(one => words(context, `why.verdict.${one}`))) + 2;
  const nameColumn = widest(stepIds.map(one => words(context, `step.${one}`))) + 2;
  const margin = ' '.repeat(verdictColumn + nameColumn + 4);
  const head = `  ${stepIds.indexOf(id) + 1} ${pad(words(context, `why.verdict.${verdict}`), verdictColumn)}${pad(
    words(context, `step.${id}`),
    nameColumn,
  )}`;
  const because = words(context, 'fact.because');
  return [
    `${head}${spoken(context, found)}`,
    ...causes.map(one => `${margin}${because}  ${spoken(context, causeSaid(one))}`),
  ];
}

/** The verdict, what explains it, and with `hints` what can be done. */
export function verdictLines(context: Speaking, told: WhyResult, hints: boolean): string[] {
  const because = told.causes.map(causeSaid).map(one => spoken(context, one));
  const remedies = hints
    ? told.causes.flatMap(one => remedySaid(one) ?? []).map(one => spoken(context, one))
    : [];
  return [
    '',
    spoken(context, told.verdict),
    ...predictedLine(context, told),
    ...(isOpen(told) ? because.map(one => `  ${words(context, 'fact.because')}  ${one}`) : []),
    ...[...new Set(remedies)].map(one => `  ${words(context, 'fact.fix')}  ${one}`),
  ];
}

/** Where nothing was measured, what was read says something all the same. */
function predictedLine(context: Speaking, { measured, causes, steps: taken }: WhyResult): string[] {
  if (measured.measured) return [];
  const stopped = taken.find(({ verdict }) => verdict === 'fail');
  if (stopped !== undefined)
    return [words(context, 'why.end.predicted', { step: said(`step.${stopped.id}`) })];
  return causes.some(({ id }) => id === 'undetermined') ? [] : [words(context, 'why.end.predicted-open')];
}

function isOpen({ measured }: WhyResult): boolean {
  return measured.measured && measured.outcome === 'open';
}

/** Whether what was predicted was measured, and what could not be read. */
export function measuredLines(context: Speaking, told: WhyResult): string[] {
  return [...unreadLines(context, told.unread), spoken(context, told.comparison)];
}

/** What could not be read. Without a helper that is all of one kind, and said once. */
export function unreadLines(context: Speaking, unread: WhyResult['unread']): string[] {
  const kinds = ['no-helper', 'malformed'];
  const others = unread.filter(({ reason }) => !kinds.includes(reason));
  return [
    ...(unread.some(({ reason }) => reason === 'no-helper') ? [words(context, 'why.api-only')] : []),
    // Its probing process does not know the question: it came with another netdojo.
    ...(unread.some(({ reason }) => reason === 'malformed') ? [words(context, 'why.other-version')] : []),
    ...others.map(({ what, reason }) => words(context, 'why.unread', { what, reason })),
  ];
}

/** The same as a document: stable ids and codes, with the words beside them. */
export function whyDocument(context: Speaking, told: WhyResult, hints: boolean): Record<string, unknown> {
  const withText = (what: Said) => ({ ...what, text: spoken(context, what) });
  const { asked, measured } = told;
  return {
    from: asked.from,
    to: asked.to,
    ...(asked.as === undefined ? {} : { as: asked.as }),
    protocol: asked.protocol,
    ...(asked.port === undefined ? {} : { port: asked.port }),
    verdict: measured.measured ? (measured.outcome === 'open' ? 'open' : 'blocked') : 'could-not-measure',
    steps: told.steps.map(({ id, verdict, found, causes }) => ({
      id,
      verdict,
      found: withText(found),
      causes: causes.map(one => ({ ...one, text: spoken(context, causeSaid(one)) })),
    })),
    predicted: told.predicted,
    measured: measured.measured
      ? { outcome: measured.outcome, got: withText(measured.got) }
      : { outcome: null, why: withText(measured.why) },
    agrees: told.agrees ?? null,
    causes: told.causes.map(one => {
      const remedy = hints ? remedySaid(one) : undefined;
      return {
        ...one,
        text: spoken(context, causeSaid(one)),
        ...(remedy === undefined ? {} : { fix: spoken(context, remedy) }),
      };
    }),
    rules: told.risen,
    unread: told.unread,
  };
}

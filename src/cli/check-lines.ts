import type { Lesson } from '../lesson/index.ts';
import { type CheckResult, type Said, titleOf } from '../probe/index.ts';
import { fillUp, type Judged, type Up } from '../session/index.ts';
import { ownSentence } from '../text/index.ts';
import { pad, widest } from './columns.ts';
import type { Context } from './context.ts';
import { spoken, words } from './output.ts';
import { proseIn } from './prose.ts';

/**
 * Judged checks as lines: a status word in a fixed column and the title; below one that does not pass what was asked,
 * expected and got, the lesson's own sentence, and what a learner could type to see the same.
 */
export async function checkLines(context: Context, up: Up, judged: readonly Judged[]): Promise<string[]> {
  const verdicts = ['pass', 'fail', 'could-not-measure'] as const;
  const column = widest(verdicts.map(verdict => words(context, `cli.verdict.${verdict}`))) + 2;
  const lines: string[] = [];
  for (const one of judged) {
    const { result } = one;
    const { title, own } = await wordsOf(context, up, one);
    lines.push(`${pad(words(context, `cli.verdict.${result.verdict}`), column)}${title}`);
    if (result.verdict === 'pass') continue;
    const notes = own === undefined ? [] : [[words(context, 'fact.note'), own] as const];
    lines.push(...factLines(context, result, notes).map(line => `${' '.repeat(column)}${line}`));
  }
  return lines;
}

type Facts = Pick<CheckResult, 'got' | 'control' | 'evidence'> &
  Partial<Pick<CheckResult, 'asked' | 'expected' | 'because'>>;

/** What was asked, expected and got, and what a learner could type to see the same, in two columns. */
export function factLines(
  context: Pick<Context, 'lang'>,
  { asked, expected, got, control, evidence, because = [] }: Facts,
  notes: readonly (readonly [string, string])[] = [],
): string[] {
  const said = (name: 'asked' | 'expected' | 'got' | 'control', what: Said | undefined) =>
    what === undefined ? [] : [[words(context, `fact.${name}`), spoken(context, what)] as const];
  const facts: (readonly [string, string])[] = [
    ...said('asked', asked),
    ...said('expected', expected),
    ...said('got', got),
    ...said('control', control),
    ...because.map(one => [words(context, 'fact.because'), spoken(context, one)] as const),
    ...notes,
  ];
  if (evidence !== undefined) {
    facts.push([words(context, 'fact.evidence'), `$ ${evidence.command}`]);
    for (const row of evidence.output.trimEnd().split('\n').slice(0, 8))
      if (row !== '') facts.push(['', row]);
  }
  const width = widest(facts.map(([name]) => name)) + 2;
  return facts.map(([name, value]) => `${pad(name, width)}${value}`);
}

/** A judged check for `--json`: stable ids and codes, with the words beside them. */
export async function checkDocument(context: Context, up: Up, one: Judged): Promise<Record<string, unknown>> {
  const { ref, held, result } = one;
  const { title, own } = await wordsOf(context, up, one);
  return {
    id: ref.id,
    step: ref.step,
    bystander: ref.bystander,
    held,
    title,
    verdict: result.verdict,
    asked: { ...result.asked, text: spoken(context, result.asked) },
    expected: { ...result.expected, text: spoken(context, result.expected) },
    got: { ...result.got, text: spoken(context, result.got) },
    ...(result.control === undefined
      ? {}
      : { control: { ...result.control, text: spoken(context, result.control) } }),
    ...(own === undefined ? {} : { note: own }),
    ...(result.evidence === undefined ? {} : { evidence: result.evidence }),
    because: result.because.map(one => ({ ...one, text: spoken(context, one) })),
    tookMs: result.tookMs,
  };
}

async function wordsOf(
  { lang }: Context,
  up: Up,
  { ref, result }: Judged,
): Promise<{ title: string; own: string | undefined }> {
  const prose = proseIn(up.lesson, lang)?.steps[ref.step]?.checks[ref.id];
  const own = ownSentence(prose, result, lang);
  const title = prose?.title ?? defaultTitle({ lang }, up.lesson, ref.step, ref.id);
  return {
    title: await fillUp(up, title, lang),
    own: own === undefined ? undefined : await fillUp(up, own, lang),
  };
}

function defaultTitle(context: Pick<Context, 'lang'>, lesson: Lesson, stepId: string, id: string): string {
  const step = lesson.steps.find(one => one.id === stepId);
  const check = [...(step?.checks ?? []), ...(step?.bystanders ?? [])].find(one => one.id === id);
  return check === undefined ? id : spoken(context, titleOf(check));
}

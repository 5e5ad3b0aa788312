import { type Lesson, ownSentence } from '../lesson/index.ts';
import { titleOf } from '../probe/index.ts';
import { fillUp, type Judged, type Up } from '../session/index.ts';
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
    const facts: [string, string][] = [
      [words(context, 'fact.asked'), spoken(context, result.asked)],
      [words(context, 'fact.expected'), spoken(context, result.expected)],
      [words(context, 'fact.got'), spoken(context, result.got)],
    ];
    if (result.control !== undefined)
      facts.push([words(context, 'fact.control'), spoken(context, result.control)]);
    if (own !== undefined) facts.push([words(context, 'fact.note'), own]);
    if (result.evidence !== undefined) {
      facts.push([words(context, 'fact.evidence'), `$ ${result.evidence.command}`]);
      for (const row of result.evidence.output.trimEnd().split('\n').slice(0, 8))
        if (row !== '') facts.push(['', row]);
    }
    const width = widest(facts.map(([name]) => name)) + 2;
    for (const [name, value] of facts) lines.push(`${' '.repeat(column)}${pad(name, width)}${value}`);
  }
  return lines;
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
    because: result.because,
    tookMs: result.tookMs,
  };
}

async function wordsOf(
  { lang }: Context,
  up: Up,
  { ref, result }: Judged,
): Promise<{ title: string; own: string | undefined }> {
  const prose = proseIn(up.lesson, lang)?.steps[ref.step]?.checks[ref.id];
  const own = ownSentence(prose, result);
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

import type { Lesson, LessonProse, Step } from '../lesson/index.ts';
import { titleOf } from '../probe/index.ts';
import { type Key, type Lang, ownSentence, say, text } from '../text/index.ts';
import type { CommandRun } from './commands-run.ts';
import { policyOf, policySaid } from './policy.ts';
import type { Result, ResultCheck, ResultStep } from './result-schema.ts';

export type Recap = {
  readonly result: Result;
  /** Undefined where this netdojo has no such lesson: ids stand in for its words. */
  readonly lesson: Lesson | undefined;
  readonly commands: readonly CommandRun[];
  readonly lang: Lang;
  /** Fills the placeholders of a text, or names them where the lab is gone. */
  readonly fill: (text: string) => Promise<string>;
};

/** What the learner did and saw in a lesson, as one Markdown file: commands, checks, predictions, and the closing page. */
export async function recapMarkdown(recap: Recap): Promise<string> {
  const { result, lesson, lang, fill } = recap;
  const t = (key: Key, params?: Parameters<typeof text>[2]) => text(lang, key, params);
  const prose = lesson?.prose[lang] ?? lesson?.prose.en;
  const steps = await Promise.all(result.steps.map((step, index) => stepPart(recap, prose, step, index)));
  const state = t(
    result.state === 'started' ? 'recap.started' : result.state === 'done' ? 'lesson.done' : 'lesson.helped',
  );
  const parts = [
    `# ${prose?.title ?? result.lesson.id}`,
    ...(prose === undefined ? [] : [await fill(prose.question)]),
    [
      `- ${t('recap.learner')}: ${escaped(result.learner)}`,
      `- ${t('recap.state')}: ${state}`,
      `- ${t('recap.times', { from: minute(result.startedAt), to: minute(result.finishedAt ?? result.changedAt) })}`,
      `- ${say(lang, policySaid(policyOf(result)))}`,
      `- netdojo ${result.versions.netdojo}, Docker ${result.versions.engine}`,
    ].join('\n'),
    ...steps.flat(),
    ...(prose === undefined || result.finishedAt === undefined
      ? []
      : [`## ${t('recap.remember')}`, await fill(prose.closing)]),
  ];
  return `${parts.filter(part => part.trim() !== '').join('\n\n')}\n`;
}

async function stepPart(
  { result, lesson, commands, lang, fill }: Recap,
  prose: LessonProse | undefined,
  step: ResultStep,
  index: number,
): Promise<string[]> {
  const t = (key: Key, params?: Parameters<typeof text>[2]) => text(lang, key, params);
  const wording = prose?.steps[step.id];
  const here = result.finishedAt === undefined && result.step === step.id;
  const facts = [
    here ? t('recap.here') : t(`cli.step.${step.status}`),
    ...(step.hints > 0 ? [t('cli.report.hints', { count: step.hints })] : []),
    ...(step.solutionShown ? [t('recap.solution-shown')] : []),
  ];
  const ran = commands.filter(one => one.step === step.id);
  const touched = here || step.status !== 'open' || step.checks.length > 0 || ran.length > 0;
  const title = `## ${index + 1}. ${wording === undefined ? step.id : await fill(wording.title)}`;
  if (!touched) return [title, `*${t('recap.ahead')}*`];
  const definition = lesson?.steps.find(({ id }) => id === step.id);
  const checks = await Promise.all(
    step.checks.map(check => checkPart(lang, fill, definition, wording?.checks, check)),
  );
  return [
    title,
    `*${facts.join(', ')}*`,
    await guessPart(lang, fill, wording?.prediction, step),
    step.answered === undefined ? '' : `${t('tui.answer.title')}: ${code(step.answered)}`,
    ran.length === 0 ? '' : `${t('tui.closing.commands')}:\n\n${fenced(ran.map(commandLine).join('\n'))}`,
    checks.length === 0 ? '' : `${t('tui.check.heading')}:\n\n${checks.join('\n')}`,
  ];
}

async function guessPart(
  lang: Lang,
  fill: Recap['fill'],
  prediction: LessonProse['steps'][string]['prediction'],
  { predicted, measured }: ResultStep,
): Promise<string> {
  if (predicted === undefined) return '';
  const named = async (id: string) => await fill(prediction?.choices[id]?.text ?? id);
  const came =
    measured === undefined
      ? text(lang, 'tui.guess.waiting')
      : measured.choice === undefined
        ? say(lang, measured.got)
        : `${await named(measured.choice)} (${say(lang, measured.got)})`;
  const reply = measured === undefined ? undefined : prediction?.choices[predicted]?.reply;
  return [
    ...(prediction === undefined ? [] : [await fill(prediction.question), '']),
    `- ${text(lang, 'tui.guess.yours')}: ${await named(predicted)}`,
    `- ${text(lang, 'tui.guess.measured')}: ${came}`,
    ...(reply === undefined ? [] : ['', await fill(reply)]),
    ...(measured?.evidence === undefined ? [] : ['', evidence(measured.evidence)]),
  ].join('\n');
}

const marks = { pass: '✔', fail: '✖', 'could-not-measure': '?' } as const;

async function checkPart(
  lang: Lang,
  fill: Recap['fill'],
  step: Step | undefined,
  wording: LessonProse['steps'][string]['checks'] | undefined,
  check: ResultCheck,
): Promise<string> {
  const definition = [...(step?.checks ?? []), ...(step?.bystanders ?? [])].find(({ id }) => id === check.id);
  const title =
    wording?.[check.id]?.title ?? (definition === undefined ? check.id : say(lang, titleOf(definition)));
  const own = ownSentence(wording?.[check.id], check, lang);
  const lines = [
    `- ${marks[check.verdict]} ${await fill(title)}: ${escaped(say(lang, check.got))}`,
    ...(own === undefined ? [] : [`  ${await fill(own)}`]),
    ...(check.evidence === undefined ? [] : ['', indented(evidence(check.evidence)), '']),
  ];
  return lines.join('\n');
}

function commandLine({ text: typed, exitCode }: CommandRun): string {
  return exitCode === undefined || exitCode === 0 ? typed : `${typed}    # exit ${exitCode}`;
}

function evidence({ command, output }: { readonly command: string; readonly output: string }): string {
  return fenced([`$ ${command}`, ...(output.trimEnd() === '' ? [] : [output.trimEnd()])].join('\n'));
}

/** A code block whose fence is longer than any in it, without what would steer a terminal. */
function fenced(content: string): string {
  const clean = content.replace(/\x1b\[[0-?]*[ -/]*[@-~]/g, '').replace(/[^\P{Cc}\n\t]/gu, '');
  const longest = Math.max(2, ...[...clean.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${clean}\n${fence}`;
}

function indented(block: string): string {
  return block
    .split('\n')
    .map(line => `  ${line}`)
    .join('\n');
}

/** A value in one row of code, whatever backticks it holds. */
function code(value: string): string {
  const ticks = value.includes('`') ? '``' : '`';
  return `${ticks}${ticks.length > 1 ? ' ' : ''}${value}${ticks.length > 1 ? ' ' : ''}${ticks}`;
}

/** What programs and people wrote, as Markdown that says just that. */
function escaped(value: string): string {
  return value.replace(/[\\`*[\]<>]/g, '\\$&').replace(/\s+/g, ' ');
}

function minute(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

import type { SessionState } from '../../session/index.ts';
import { markdownLines } from '../text/markdown.ts';
import { wrap } from '../text/wrap.ts';
import { type Line, span } from '../theme.ts';
import { stageSaid } from '../view/boot-lines.ts';
import { becauseLines, checkBlock } from '../view/check-lines.ts';
import { choiceLines, guessTold, questionLines } from '../view/guess-lines.ts';
import type { LessonView } from '../view/lesson-view.ts';
import { closingLines, solutionLines, troubleLines } from '../view/page-lines.ts';
import { stepLines } from '../view/step-lines.ts';

/** What to print when a session has changed from one state to the next: news only, oldest first. */
export function plainChanges(view: LessonView, before: SessionState | undefined, width: number): Line[] {
  const { state } = view;
  return [
    ...bootNews(view, before),
    ...engineNews(view, before),
    ...noticeNews(view, before, width),
    ...(state.step === before?.step && before.phase !== 'boot' ? [] : stepNews(view, before, width)),
    ...helpNews(view, before, width),
    ...guessNews(view, before, width),
    ...checkNews(view, before, width),
    ...phaseNews(view, before, width),
  ];
}

/** The step's text, and its prediction while it is asked. Also printed on request. */
export function stepText(view: LessonView, width: number): Line[] {
  return [
    [],
    [span(`${view.words.t('tui.header.step', { n: view.index + 1, of: view.lesson.steps.length })}`)],
    ...stepLines(view, width),
    ...question(view, width),
    [],
  ];
}

function question(view: LessonView, width: number): Line[] {
  if (!view.opened.offered(view.state, view.lesson).has('predict')) return [];
  const choices = Object.keys(view.step.predict?.choices ?? {});
  return [
    [],
    ...questionLines(view, width),
    ...choices.flatMap((id, index) =>
      choiceLines(view, id, width - 4).map(
        (line, row): Line => [span(row === 0 ? `  ${index + 1} ` : '    '), ...line],
      ),
    ),
    [span(view.words.t('tui.plain.choose'))],
  ];
}

function bootNews({ state, words }: LessonView, before: SessionState | undefined): Line[] {
  return state.boot
    .filter(stage => stage.status !== before?.boot.find(({ id }) => id === stage.id)?.status)
    .map(stage => [
      span(words.say(stageSaid(stage))),
      span(stage.status === 'running' ? '…' : ` ${stage.status === 'done' ? '✔' : '✖'} `),
      span(
        stage.status === 'running' ? '' : words.t('tui.boot.elapsed', { s: (stage.ms / 1000).toFixed(1) }),
      ),
    ]);
}

/** What the header says of the lab where there is one. */
function engineNews({ state, words }: LessonView, before: SessionState | undefined): Line[] {
  const { engine } = state;
  return engine === undefined || engine === before?.engine
    ? []
    : [[span(words.t('tui.plain.engine', { engine }))]];
}

function noticeNews({ state, words }: LessonView, before: SessionState | undefined, width: number): Line[] {
  const news = (state.notices ?? []).slice(before?.notices?.length ?? 0);
  return news.flatMap(notice => wrap([span('! '), span(words.say(notice))], width, [span('  ')]));
}

/** The text is printed once, when the lab is there: what is printed before it would scroll away under the boot. */
function stepNews(view: LessonView, before: SessionState | undefined, width: number): Line[] {
  const { phase, step } = view.state;
  if (phase === 'boot' || phase === 'broken' || phase === 'closing') return [];
  return before?.step === step && before.phase !== 'boot' ? [] : stepText(view, width);
}

function helpNews(view: LessonView, before: SessionState | undefined, width: number): Line[] {
  const { hints } = view.wording;
  const old = before?.steps[view.step.id];
  const first = old?.hints ?? 0;
  const lines = hints
    .slice(first, view.record.hints)
    .flatMap((hint, index): Line[] => [
      [span(view.words.t('tui.hints.number', { n: first + index + 1, of: hints.length }))],
      ...markdownLines(view.read(hint), width),
    ]);
  if (view.record.solutionShown && old?.solutionShown !== true) lines.push(...solutionLines(view, width));
  return lines;
}

function guessNews(view: LessonView, before: SessionState | undefined, width: number): Line[] {
  const old = before?.steps[view.step.id];
  const { predicted, measured } = view.record;
  if (predicted === old?.predicted && measured === old?.measured) return [];
  return guessTold(view, width);
}

function checkNews(view: LessonView, before: SessionState | undefined, width: number): Line[] {
  const said = ({ result }: SessionState['checks'][number]) => JSON.stringify([result?.verdict, result?.got]);
  return view.state.checks
    .filter(check => check.result !== undefined)
    .flatMap(check => {
      const old = before?.checks.find(({ id, step }) => id === check.id && step === check.step);
      if (old === undefined || said(old) !== said(check)) {
        const { title, facts } = checkBlock(view, check, Number.POSITIVE_INFINITY, width);
        return [...title, ...facts];
      }
      // Why comes a moment after what: that alone is news then.
      const told = JSON.stringify(old.result?.because) === JSON.stringify(check.result?.because);
      return told ? [] : becauseLines(view, check, width);
    });
}

function phaseNews(view: LessonView, before: SessionState | undefined, width: number): Line[] {
  const { state, words } = view;
  if (state.phase === before?.phase) return [];
  switch (state.phase) {
    case 'green':
      return [[span(words.t('tui.plain.green'))]];
    case 'closing':
      return [[], ...closingLines(view, width), [], [span(words.t('tui.plain.closing'))]];
    case 'broken':
      return state.trouble === undefined
        ? []
        : [...troubleLines(state.trouble, words, width), [span(words.t('tui.plain.retry'))]];
    default:
      return [];
  }
}

import type { Measured } from '../../session/index.ts';
import { padLine } from '../text/cell-width.ts';
import { inlineSpans } from '../text/inline.ts';
import { markdownLines } from '../text/markdown.ts';
import { wrap } from '../text/wrap.ts';
import { type Line, span } from '../theme.ts';
import type { LessonView } from './lesson-view.ts';

/** The prediction's heading and question, above its menu. */
export function questionLines(view: LessonView, width: number): Line[] {
  const { t } = view.words;
  const prediction = view.wording.prediction;
  if (prediction === undefined) return [];
  return [[span(t('tui.guess.title'), 'accent')], ...markdownLines(view.read(prediction.question), width)];
}

/** Words of a choice, as rows. */
export function choiceLines(view: LessonView, choice: string, width: number): Line[] {
  return wrap(choiceSpans(view, choice), width);
}

function choiceSpans(view: LessonView, choice: string): Line {
  return inlineSpans(view.read(view.wording.prediction?.choices[choice]?.text ?? choice));
}

/** The choice that came true, or what was got where none did. */
function measuredSpans(view: LessonView, { choice, got }: Measured): Line {
  return choice === undefined ? inlineSpans(view.words.say(got)) : choiceSpans(view, choice);
}

/** The guess in a row or two, and what came true if that is known. Empty before a guess is made. */
export function guessInShort(view: LessonView, width: number): Line[] {
  const { t } = view.words;
  const { predicted, measured } = view.record;
  if (predicted === undefined || view.wording.prediction === undefined) return [];
  const guess: Line = [span(t('tui.guess.yours'), 'strong'), span('  '), ...choiceSpans(view, predicted)];
  const rest: Line =
    measured === undefined
      ? [span(`  ${t('tui.guess.waiting')}`, 'dim')]
      : [span('  '), span(t('tui.guess.measured'), 'strong'), span('  '), ...measuredSpans(view, measured)];
  return wrap([...guess, ...rest], width);
}

/** The guess, what was measured and the lesson's reply, one below the other: a screen reader reads rows. */
export function guessTold(view: LessonView, width: number): Line[] {
  const { predicted, measured } = view.record;
  const short = guessInShort(view, width);
  if (predicted === undefined || measured === undefined) return short;
  const got = measured.choice === undefined ? [] : wrap([span(view.words.say(measured.got), 'dim')], width);
  const told = view.wording.prediction?.choices[predicted]?.reply;
  return [...short, ...got, ...evidence(view, width), ...reply(view, told, width)];
}

/** The guess beside what was measured, and what the lesson says to that guess. Empty before it is measured. */
export function guessLines(view: LessonView, width: number): Line[] {
  const { t, say } = view.words;
  const { predicted, measured } = view.record;
  const choices = view.wording.prediction?.choices;
  if (predicted === undefined || choices === undefined || measured === undefined) return [];
  const half = Math.floor((width - 3) / 2);
  const guess = choiceLines(view, predicted, half);
  const right = [
    ...wrap(measuredSpans(view, measured), half),
    ...(measured.choice === undefined ? [] : wrap([span(say(measured.got), 'dim')], half)),
  ];
  const rows = Array.from({ length: Math.max(guess.length, right.length) }, (_, row) => [
    ...padLine(guess[row] ?? [], half),
    span(' │ ', 'dim'),
    ...(right[row] ?? []),
  ]);
  const head: Line = [
    ...padLine([span(t('tui.guess.yours'), 'strong')], half),
    span(' │ ', 'dim'),
    span(t('tui.guess.measured'), 'strong'),
  ];
  return [head, ...rows, ...evidence(view, width), ...reply(view, choices[predicted]?.reply, width)];
}

function evidence(view: LessonView, width: number): Line[] {
  const command = view.record.measured?.evidence?.command;
  return command === undefined ? [] : wrap([span(`$ ${command}`, 'code')], width);
}

function reply(view: LessonView, words: string | undefined, width: number): Line[] {
  return words === undefined ? [] : [[], ...markdownLines(view.read(words), width)];
}

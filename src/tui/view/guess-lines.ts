import { inlineLines } from '../text/inline.ts';
import { markdownLines } from '../text/markdown.ts';
import { padLine, wrap } from '../text/wrap.ts';
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
  return inlineLines(view.read(view.wording.prediction?.choices[choice]?.text ?? choice), width);
}

/** The guess beside what was measured, and what the lesson says to that guess. Empty before a guess is made. */
export function guessLines(view: LessonView, width: number): Line[] {
  const { t, say } = view.words;
  const { predicted, measured } = view.record;
  const choices = view.wording.prediction?.choices;
  if (predicted === undefined || choices === undefined) return [];
  const half = Math.floor((width - 3) / 2);
  const guess = choiceLines(view, predicted, half);
  if (measured === undefined)
    return [
      ...wrap([span(t('tui.guess.yours'), 'strong'), span(`  ${t('tui.guess.waiting')}`, 'dim')], width),
      ...choiceLines(view, predicted, width),
    ];
  const came = measured.choice === undefined ? undefined : choices[measured.choice];
  const got = came === undefined ? say(measured.got) : view.read(came.text);
  const right = [
    ...inlineLines(got, half),
    ...(came === undefined ? [] : wrap([span(say(measured.got), 'dim')], half)),
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

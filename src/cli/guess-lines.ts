import { fillUp, type StepReport, type Up } from '../session/index.ts';
import type { Context } from './context.ts';
import { spoken, words } from './output.ts';
import { proseIn } from './prose.ts';

/** The guess and what was measured, side by side, with the reply to the guess; no lines while it is not measured. */
export async function guessLines(
  context: Context,
  up: Up,
  { step, predicted, measured }: Pick<StepReport, 'step' | 'predicted' | 'measured'>,
): Promise<string[]> {
  if (predicted === undefined || measured === undefined) return [];
  const choices = proseIn(up.lesson, context.lang)?.steps[step]?.prediction?.choices ?? {};
  const name = (id: string) => choices[id]?.text ?? id;
  const came = measured.choice === undefined ? spoken(context, measured.got) : name(measured.choice);
  const reply = choices[predicted]?.reply;
  return [
    ...words(context, 'cli.answer.measured', {
      guess: await fillUp(up, name(predicted), context.lang),
      measured: await fillUp(up, came, context.lang),
    }).split('\n'),
    ...(reply === undefined ? [] : [await fillUp(up, reply, context.lang)]),
  ];
}

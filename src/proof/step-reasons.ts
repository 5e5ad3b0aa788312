import { type CheckResult, type Said, said } from '../probe/schema/index.ts';
import type { Fact } from './facts.ts';

type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>;

/** Whatever does not pass after a solution. */
export function afterReasons({ solution, judged }: FactOf<'after'>): Said[] {
  return judged
    .filter(one => one.result.verdict !== 'pass')
    .map(({ ref, held, result: { got } }) => {
      if (held) return said('proof.held-broken', { check: ref.id, from: ref.step, solution, got });
      return said(ref.bystander ? 'proof.bystander-broken' : 'proof.not-after', {
        check: ref.id,
        solution,
        got,
      });
    });
}

/** Why a wrong answer is not caught as the lesson says it is. */
export function wrongReasons({ wrong, judged }: FactOf<'wrong'>): Said[] {
  const { id, caught: check, got: wanted } = wrong;
  const result = judged.find(one => one.ref.id === check)?.result;
  if (result?.verdict !== 'fail') {
    const verdict = said(`verdict.${result?.verdict ?? 'could-not-measure'}`);
    return [said('proof.wrong-not-caught', { wrong: id, check, verdict, got: result?.got ?? '–' })];
  }
  if (wanted === undefined || readingOf(result).includes(wanted)) return [];
  const { got } = result;
  return [
    said('proof.wrong-other-got', { wrong: id, check, got, code: readingOf(result).join(' / '), wanted }),
  ];
}

/** What a lesson may call a reading: its code, or the key of the confusion it was taken for. */
function readingOf({ got }: CheckResult): readonly string[] {
  const key = got.code === 'answer.confused' ? got.params?.key : undefined;
  return typeof key === 'string' ? [got.code, key] : [got.code];
}

/** Why an answer check is not to be trusted. */
export function answerReasons(fact: FactOf<'answered' | 'confusion-unknown'>): Said[] {
  const { check } = fact;
  if (fact.type === 'confusion-unknown')
    return [
      said('proof.confusion-unknown', { check, confusion: fact.confusion, placeholder: fact.placeholder }),
    ];
  const { confusion, value, result } = fact;
  if (confusion === undefined)
    return result.verdict === 'fail' ? [] : [said('proof.answer-anything', { check })];
  if (result.verdict === 'fail' && readingOf(result).includes(confusion)) return [];
  return [
    said('proof.confusion-not-caught', { check, confusion, value, got: result.got, code: result.got.code }),
  ];
}

/** Why a prediction is not one: not measured, borne out by no choice or several, or decided by the way taken. */
export function predictionReasons(facts: readonly FactOf<'predicted'>[]): Said[] {
  const [first] = facts;
  const main = first?.reading.choices[0];
  return facts.flatMap(({ solution, reading: { reading, choices } }) => {
    const { got } = reading;
    if (!reading.measured) return [said('proof.prediction-unmeasured', { got })];
    const [choice, second] = choices;
    if (choice === undefined) return [said('proof.prediction-none', { got, outcome: reading.outcome })];
    if (second !== undefined) return [said('proof.prediction-several', { got, choices: [...choices] })];
    if (choice === main || main === undefined || solution === undefined) return [];
    return [said('proof.prediction-differs', { choice, solution, main })];
  });
}

import type { Gap } from '../network/index.ts';
import { type CheckResult, type Said, said } from '../probe/schema/index.ts';
import type { FactOf } from './facts.ts';
import type { Reason } from './types.ts';

/** A reason with the result of the check it is about. */
export function shownBy(result: CheckResult | undefined, code: string, params: Said['params']): Reason {
  if (result === undefined) return said(code, params);
  const { asked, expected, got, control, evidence } = result;
  return {
    ...said(code, params),
    shown: {
      asked,
      expected,
      got,
      ...(control === undefined ? {} : { control }),
      ...(evidence === undefined ? {} : { evidence }),
    },
  };
}

/** Whatever does not pass after a solution. */
export function afterReasons({ solution, judged }: FactOf<'after'>): Reason[] {
  return judged
    .filter(one => one.result.verdict !== 'pass')
    .map(({ ref, held, result }) => {
      const params = { check: ref.id, solution, got: result.got };
      if (held) return shownBy(result, 'proof.held-broken', { ...params, from: ref.step });
      return shownBy(result, ref.bystander ? 'proof.bystander-broken' : 'proof.not-after', params);
    });
}

/** Why a wrong answer is not caught as the lesson says it is. */
export function wrongReasons({ wrong, judged }: FactOf<'wrong'>): Reason[] {
  const { id, caught: check, got: wanted } = wrong;
  const result = judged.find(one => one.ref.id === check)?.result;
  if (result?.verdict !== 'fail') {
    const verdict = said(`verdict.${result?.verdict ?? 'could-not-measure'}`);
    const got = result?.got ?? '–';
    return [shownBy(result, 'proof.wrong-not-caught', { wrong: id, check, verdict, got })];
  }
  if (wanted === undefined || readingOf(result).includes(wanted)) return [];
  const code = readingOf(result).join(' / ');
  return [shownBy(result, 'proof.wrong-other-got', { wrong: id, check, got: result.got, code, wanted })];
}

/** What a lesson may call a reading: its code, or the key of the confusion it was taken for. */
function readingOf({ got }: CheckResult): readonly string[] {
  const key = got.code === 'answer.confused' ? got.params?.key : undefined;
  return typeof key === 'string' ? [got.code, key] : [got.code];
}

/** Why a goal is none: it is there already, or a solution doesn't lead there. */
export function goalReasons({ solution, gaps }: FactOf<'goal'>): Reason[] {
  if (solution === undefined) return gaps.length > 0 ? [] : [said('proof.goal-there')];
  return gaps.length === 0 ? [] : [said('proof.goal-missed', { solution, gaps: gaps.map(gapSaid) })];
}

function gapSaid({ container, runs, notes: [note] }: Gap): Said {
  const lacks =
    !runs || note === undefined
      ? said('map.awaited')
      : said(`map.${note.kind}`, 'of' in note ? { name: note.of } : { network: note.network });
  return said('proof.gap', { container, lacks });
}

/** Why an answer check is not to be trusted. */
export function answerReasons(fact: FactOf<'answered' | 'confusion-unknown'>): Reason[] {
  const { check } = fact;
  if (fact.type === 'confusion-unknown')
    return [
      said('proof.confusion-unknown', { check, confusion: fact.confusion, placeholder: fact.placeholder }),
    ];
  const { confusion, value, result } = fact;
  if (confusion === undefined)
    return result.verdict === 'fail' ? [] : [shownBy(result, 'proof.answer-anything', { check })];
  if (result.verdict === 'fail' && readingOf(result).includes(confusion)) return [];
  const { got } = result;
  return [shownBy(result, 'proof.confusion-not-caught', { check, confusion, value, got, code: got.code })];
}

/** Why a prediction is not one: not measured, borne out by no choice or several, or decided by the way taken. */
export function predictionReasons(facts: readonly FactOf<'predicted'>[]): Reason[] {
  const [first] = facts;
  const main = first?.reading.choices[0];
  return facts.flatMap(({ solution, reading: { reading, choices } }): Reason[] => {
    const { got } = reading;
    if (!reading.measured) return [{ ...said('proof.prediction-unmeasured', { got }), shown: { got } }];
    const shown = { got, evidence: reading.evidence };
    const [choice, second] = choices;
    if (choice === undefined)
      return [{ ...said('proof.prediction-none', { got, outcome: reading.outcome }), shown }];
    if (second !== undefined)
      return [{ ...said('proof.prediction-several', { got, choices: [...choices] }), shown }];
    if (choice === main || main === undefined || solution === undefined) return [];
    return [{ ...said('proof.prediction-differs', { choice, solution, main }), shown }];
  });
}

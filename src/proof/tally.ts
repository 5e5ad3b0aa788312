import type { Generation } from '../lab/index.ts';
import { type Said, said, type Verdict } from '../probe/schema/index.ts';
import type { Judged } from '../session/index.ts';
import type { Fact } from './facts.ts';
import type { Outcome, Tally } from './types.ts';

type Reading = {
  readonly step: string;
  readonly when: Said;
  readonly check?: string;
  readonly verdict: Verdict;
  readonly got: Said;
  /** What must be the same for the reading to be the same. */
  readonly as: string;
};

/**
 * How often each reading among facts of one lesson came out as what: the check's verdict and the code of what it got, the
 * choices a prediction bore out. After a wrong answer only the check counts that is to catch it: nobody waits for the others.
 */
export function tally(lesson: string, generation: Generation, facts: readonly Fact[]): readonly Tally[] {
  const all = new Map<string, Reading[]>();
  for (const reading of facts.flatMap(readingsIn)) {
    const key = JSON.stringify([reading.step, reading.when, reading.check]);
    all.set(key, [...(all.get(key) ?? []), reading]);
  }
  return [...all.values()].flatMap(readings => {
    const [first] = readings;
    if (first === undefined) return [];
    const { step, when, check } = first;
    return [
      {
        lesson,
        generation,
        step,
        when,
        ...(check === undefined ? {} : { check }),
        outcomes: outcomesOf(readings),
      },
    ];
  });
}

function outcomesOf(readings: readonly Reading[]): readonly Outcome[] {
  const byKind = Map.groupBy(readings, ({ as }) => as);
  return [...byKind.values()]
    .flatMap(alike => alike.slice(0, 1).map(({ verdict, got }) => ({ verdict, got, count: alike.length })))
    .sort((one, other) => other.count - one.count);
}

function readingsIn(fact: Fact): readonly Reading[] {
  switch (fact.type) {
    case 'before':
      return judgedAs(fact.step, said('proof.when-before'), fact.judged);
    case 'after':
      return judgedAs(fact.step, said('proof.when-solution', { solution: fact.solution }), fact.judged);
    case 'wrong': {
      const { id, caught } = fact.wrong;
      const named = fact.judged.filter(one => one.ref.id === caught);
      return judgedAs(fact.step, said('proof.when-wrong', { wrong: id }), named);
    }
    case 'answered':
      return [
        {
          step: fact.step,
          when: said('proof.when-answer', { value: fact.confusion ?? fact.value }),
          check: fact.check,
          verdict: fact.result.verdict,
          got: fact.result.got,
          as: `${fact.result.verdict} ${fact.result.got.code}`,
        },
      ];
    case 'predicted': {
      const { reading, choices } = fact.reading;
      const when =
        fact.solution === undefined
          ? said('proof.when-predicted')
          : said('proof.when-predicted-after', { solution: fact.solution });
      const verdict = reading.measured ? 'pass' : 'could-not-measure';
      return [{ step: fact.step, when, verdict, got: reading.got, as: [verdict, ...choices].join(' ') }];
    }
    case 'failed': {
      const { kind, id } = fact.playing;
      return [
        {
          step: fact.step,
          when: said(`proof.when-${kind}`, { [kind]: id }),
          verdict: 'could-not-measure',
          got: fact.why,
          as: fact.why.code,
        },
      ];
    }
    default:
      // What was not reached was not read; the proof tells of it.
      return [];
  }
}

function judgedAs(step: string, when: Said, judged: readonly Judged[]): readonly Reading[] {
  return judged.map(({ ref, result: { verdict, got } }) => ({
    step,
    when,
    check: ref.id,
    verdict,
    got,
    as: `${verdict} ${got.code}`,
  }));
}

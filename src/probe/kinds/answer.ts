import { isIPv4 } from '../../network/index.ts';
import type { Judgement } from '../judgement.ts';
import { isObstacle } from '../obstacle.ts';
import { fill } from '../resolve.ts';
import { type CheckOf, said } from '../schema/index.ts';
import type { Probe } from './probe.ts';

export type AnswerRaw = {
  /** As typed; undefined before anything was. */
  readonly typed: string | undefined;
  /** The value measured live. */
  readonly is: string;
  /** Confusions that have a value now, by key. */
  readonly confusions: Readonly<Record<string, string>>;
};

/** Compares what the learner typed with a value measured live. */
export const answer: Probe<'answer', AnswerRaw> = {
  codes: ['answer.none', 'answer.right', 'answer.other', 'answer.confused', 'answer.nonsense'],

  async run(check, scene) {
    const is = await fill(check.is, scene);
    if (isObstacle(is)) return is;
    const confusions: Record<string, string> = {};
    for (const [key, value] of Object.entries(check.confusions)) {
      const filled = await fill(value, scene);
      // A confusion with something that isn't there cannot have happened.
      if (!isObstacle(filled)) confusions[key] = filled.text;
    }
    return { typed: scene.context.answers[check.id], is: is.text, confusions };
  },

  judge: (check, raw) => judgeAnswer(check.as, raw),

  asked: () => said('asked.answer'),
  expected: check => said(`expect.answer.${check.as}`),
};

function judgeAnswer(as: CheckOf<'answer'>['as'], { typed, is, confusions }: AnswerRaw): Judgement {
  const value = read(typed ?? '', as);
  if (value === '') return { verdict: 'fail', got: said('answer.none') };
  if (value === read(is, as)) return { verdict: 'pass', got: said('answer.right', { value: is }) };
  const confused = Object.entries(confusions).find(([, other]) => read(other, as) === value);
  if (confused !== undefined)
    return { verdict: 'fail', got: said('answer.confused', { key: confused[0], value }) };
  const understood = as === 'word' || isIPv4(value);
  return { verdict: 'fail', got: said(understood ? 'answer.other' : 'answer.nonsense', { value }) };
}

/**
 * What was meant by what was typed. Input methods give full-width digits and dots (NFKC makes them plain) and `。` for a
 * dot; spaces and quotes mean nothing; an address may come with its prefix length or mask, and either with the full stop of a sentence.
 */
function read(typed: string, as: CheckOf<'answer'>['as']): string {
  const plain = typed
    .normalize('NFKC')
    .replaceAll('。', '.')
    .replace(/["'`“”‘’]/g, '')
    .toLowerCase();
  if (as === 'word')
    return plain
      .trim()
      .replace(/\s+/g, ' ')
      .replace(/[.,;!]+$/, '');
  const address = plain.replace(/\s+/g, '').replace(/[.,;]+$/, '');
  return address.replace(/\/[\d.]*$/, '');
}

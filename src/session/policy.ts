import type { Lesson, Step } from '../lesson/index.ts';
import { probeClass, type Said } from '../probe/schema/index.ts';
import { untouched } from './step-record.ts';
import type { Intent, Mode, Permission, Policy, Rules, SessionState } from './types.ts';

type Word = Intent['type'];

/**
 * Guided gives all help. In a workshop the teacher decides. Who checks what they can do gets hints, which are counted, and
 * nothing that does the work for them.
 */
const rulesOf: Readonly<Record<Mode, (allow: readonly Permission[]) => Omit<Policy, 'mode'>>> = {
  guided: () => ({ skip: true, solutions: true }),
  workshop: allow => ({ skip: allow.includes('skip'), solutions: allow.includes('solutions') }),
  'self-check': () => ({ skip: false, solutions: false }),
};

/** What a session started by these rules lets the learner do. */
export function policyOf({ mode, allow = [] }: Rules): Policy {
  return { mode, ...rulesOf[mode](allow) };
}

const sentenceOf: Readonly<Record<Mode, (policy: Policy) => string>> = {
  guided: () => 'session.policy-guided',
  workshop: ({ skip, solutions }) => {
    if (skip) return solutions ? 'session.policy-workshop-all' : 'session.policy-workshop-skip';
    return solutions ? 'session.policy-workshop-solutions' : 'session.policy-workshop';
  },
  'self-check': () => 'session.policy-self-check',
};

/** A policy in a sentence. */
export function policySaid(policy: Policy): Said {
  return { code: sentenceOf[policy.mode](policy) };
}

/** Why a policy never lets the learner do something; undefined where it does, if not always now. */
export function forbidden(policy: Policy, word: Word): Said | undefined {
  const params = { mode: policy.mode };
  switch (word) {
    case 'skip':
      return policy.skip ? undefined : { code: 'session.skip-not-in-mode', params };
    case 'solution':
    case 'apply-solution':
      return policy.solutions ? undefined : { code: 'session.solutions-not-in-mode', params };
    default:
      return undefined;
  }
}

/** Number of hints a step has, in whichever language it has prose. */
export function hintsOf(lesson: Pick<Lesson, 'prose'>, step: string): number {
  return Math.max(...[lesson.prose.en, lesson.prose.zh].map(prose => prose?.steps[step]?.hints.length ?? 0));
}

/** The intents that make sense now. Everything else is ignored by the session. */
export function offered(state: SessionState, lesson: Lesson): ReadonlySet<Word> {
  const step = lesson.steps.find(one => one.id === state.step);
  if (step === undefined) return new Set();
  switch (state.phase) {
    case 'boot':
      // The first page can be read, and its prediction made, while the host is built.
      return new Set<Word>(canPredict(state, step) ? ['predict'] : []);
    case 'predict':
      return new Set<Word>([
        'predict',
        ...(state.policy.skip && state.playing !== true ? (['skip'] as const) : []),
        ...always(state),
      ]);
    case 'work':
    case 'green':
      return new Set<Word>([...atWork(state, lesson, step), ...always(state)]);
    case 'closing':
      return new Set<Word>(always(state).filter(word => word !== 'reset'));
    case 'broken':
      return new Set<Word>(['retry']);
  }
}

function atWork(state: SessionState, lesson: Lesson, step: Step): Word[] {
  const words: Word[] = ['recheck'];
  const record = state.steps[state.step] ?? untouched;
  const left = hintsOf(lesson, state.step) - record.hints;
  if (state.phase === 'green' || waitsToBeAsked(step)) words.push('next');
  if (left > 0) words.push('hint');
  if (step.checks.some(check => check.probe === 'answer')) words.push('answer');
  const { policy } = state;
  const solvable = policy.solutions && step.solutions.length > 0;
  if (solvable && left <= 0) words.push('solution');
  if (state.playing === true) return words;
  if (solvable && record.solutionShown) words.push('apply-solution');
  return policy.skip ? [...words, 'skip'] : words;
}

/** Whether some checks of a step run only when asked for: asking for the next step is what lets them. */
function waitsToBeAsked({ quiet, checks, bystanders }: Step): boolean {
  return quiet || [...checks, ...bystanders].some(check => probeClass(check) === 'request');
}

/** As many as the header of a small screen has room to name. */
const mostShells = 5;

function always(state: SessionState): Word[] {
  return [
    'reset',
    ...(state.shells.length < mostShells ? (['open-shell'] as const) : []),
    ...(state.shells.some(shell => shell.ended === true) ? (['reopen-shell'] as const) : []),
  ];
}

function canPredict(state: SessionState, step: Step): boolean {
  return step.predict !== undefined && state.steps[state.step]?.predicted === undefined;
}

import { policyOf } from './policy.ts';
import { checksOnEntering, checksOnResult, checksOnRound } from './reduce-checks.ts';
import { shellsAfter } from './reduce-shells.ts';
import { betterStatus, untouched } from './step-record.ts';
import type { FullState, Opening, Phase, SessionEvent, StepRecord } from './types.ts';

/** The state before the first event. */
export function openingState(opening: Opening): FullState {
  return {
    lesson: opening.lesson,
    policy: policyOf(opening),
    phase: 'boot',
    boot: [],
    step: opening.step,
    steps: opening.steps,
    checks: [],
    seen: {},
    shells: [],
    commands: [],
    watched: [],
    asks: false,
  };
}

/** The state after an event. Pure: a log of events replays to the same state. */
export function reduce(state: FullState, event: SessionEvent): FullState {
  switch (event.type) {
    case 'boot-started':
      return bootStarted(state, event.reason);
    case 'boot-stage':
      return { ...state, boot: withStage(state.boot, event.stage) };
    case 'booted':
      return event.engine === undefined ? state : { ...state, engine: event.engine };
    case 'step-entered':
      return derived({
        ...state,
        phase: 'work',
        step: event.step,
        asks: event.asks,
        watched: event.watched,
        checks: checksOnEntering(event.watched, event.step),
        ...withoutStepNotices(state),
      });
    case 'predicted':
      return derived(withRecord(state, event.step, { predicted: event.choice }));
    case 'measured':
      return derived(withRecord(state, event.step, { measured: event.measured }));
    case 'answered':
      return derived(withRecord(state, event.step, { answered: event.value }));
    case 'round-started':
      return { ...state, checks: checksOnRound(state.checks, event.checks) };
    case 'check-result':
      return derived({ ...state, checks: checksOnResult(state, event.result, event.at) });
    case 'round-ended':
      return { ...state, checks: checksOnRound(state.checks, []) };
    case 'hint-shown':
      return withRecord(state, event.step, { hints: (state.steps[event.step] ?? untouched).hints + 1 });
    case 'solution-shown':
      return withRecord(state, event.step, { solutionShown: true });
    case 'step-left': {
      const { status } = state.steps[event.step] ?? untouched;
      return withRecord(state, event.step, { status: betterStatus(status, event.as) });
    }
    case 'remembered':
      return { ...state, seen: { ...state.seen, ...event.values } };
    case 'shell-opened':
    case 'shell-ended':
    case 'shell-closed':
    case 'command-started':
    case 'command-ended':
      return { ...state, ...shellsAfter(state, event) };
    case 'lesson-finished':
      return { ...state, phase: 'closing' };
    case 'noticed':
      return { ...state, notices: [...(state.notices ?? []), event.notice] };
    case 'playing':
      return { ...state, playing: event.on };
    case 'broke':
      return {
        ...state,
        phase: 'broken',
        trouble: event.trouble,
        shells: [],
        playing: false,
        checks: checksOnRound(state.checks, []),
      };
    default:
      return unknownEvent(event);
  }
}

function unknownEvent(event: never): never {
  throw new Error(`unknown session event ${JSON.stringify(event)}`);
}

/** What was said about a solution holds for the step and the host it was played on. */
const stepNotices = new Set(['session.skip-incomplete', 'error.lesson-script']);

function withoutStepNotices({ notices }: FullState): Pick<FullState, 'notices'> {
  return notices === undefined ? {} : { notices: notices.filter(({ code }) => !stepNotices.has(code)) };
}

function bootStarted(state: FullState, reason: 'start' | 'reset' | 'retry'): FullState {
  const { trouble: _settled, ...rest } = state;
  const { answered: _typed, ...record } = state.steps[state.step] ?? untouched;
  return {
    ...rest,
    phase: 'boot',
    boot: [],
    shells: [],
    playing: false,
    checks: checksOnRound(state.checks, []),
    // On a new host the answer is another one: what was typed for the old host would be judged against it.
    steps: reason === 'reset' ? { ...state.steps, [state.step]: record } : state.steps,
  };
}

function withStage(stages: FullState['boot'], stage: FullState['boot'][number]): FullState['boot'] {
  const known = stages.findIndex(one => one.id === stage.id);
  return known < 0 ? [...stages, stage] : stages.with(known, stage);
}

function withRecord(state: FullState, step: string, change: Partial<StepRecord>): FullState {
  return { ...state, steps: { ...state.steps, [step]: { ...(state.steps[step] ?? untouched), ...change } } };
}

/** Between the boot and the closing page the phase follows from what is known. */
function derived(state: FullState): FullState {
  if (state.phase === 'boot' || state.phase === 'closing' || state.phase === 'broken') return state;
  const phase = phaseOf(state);
  return phase === 'green' ? { ...state, phase, ...withoutStepNotices(state) } : { ...state, phase };
}

function phaseOf(state: FullState): Phase {
  const record = state.steps[state.step] ?? untouched;
  if (state.asks && record.predicted === undefined) return 'predict';
  return checksPass(state) && (!state.asks || record.measured !== undefined) ? 'green' : 'work';
}

/** Whether all checks pass. Held ones are among them only while they do not. */
export function checksPass(state: Pick<FullState, 'checks'>): boolean {
  return state.checks.every(check => check.result?.verdict === 'pass');
}

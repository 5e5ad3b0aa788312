import type { CheckResult } from '../probe/schema/index.ts';
import type { CheckRef, CheckView, FullState } from './types.ts';

/** The checks shown when a step opens: its own, not judged yet. Held ones appear only when they stop passing. */
export function checksOnEntering(watched: readonly CheckRef[], step: string): readonly CheckView[] {
  return watched.filter(ref => ref.step === step).map(ref => ({ ...ref, checking: false }));
}

/** Marks the checks of a round that starts; an empty list ends it. */
export function checksOnRound(
  checks: readonly CheckView[],
  running: readonly string[],
): readonly CheckView[] {
  return checks.map(check => {
    const checking = running.includes(check.id);
    return check.checking === checking ? check : { ...check, checking };
  });
}

/** The checks after one was judged. Results of checks that are no longer watched are left aside. */
export function checksOnResult(state: FullState, result: CheckResult, at: number): readonly CheckView[] {
  const shown = state.checks.findIndex(check => check.id === result.id);
  const before = state.checks[shown];
  if (before !== undefined) {
    if (before.step !== state.step && result.verdict === 'pass') return state.checks.toSpliced(shown, 1);
    return state.checks.with(shown, judged(before, before.result?.verdict, result, at));
  }
  const held = state.watched.find(ref => ref.id === result.id);
  if (held === undefined || result.verdict === 'pass') return state.checks;
  // A held check that is not shown has passed so far: that is what kept it out of sight.
  return [...state.checks, judged({ ...held, checking: false }, 'pass', result, at)];
}

function judged(
  check: CheckView,
  from: CheckResult['verdict'] | undefined,
  result: CheckResult,
  at: number,
): CheckView {
  return from === result.verdict
    ? { ...check, result, checking: false }
    : { ...check, result, checking: false, changed: { at, from } };
}

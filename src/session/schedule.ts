/** Which checks a round judges: those that only read; those that send packets, too; or all. */
export type Classes = 'state' | 'traffic' | 'all';

/** What the driver of the rounds knows. Times are milliseconds of one clock. */
export type Schedule = {
  /** In a quiet step no traffic runs unless asked for. */
  readonly quiet: boolean;
  /** A command runs in the foreground of some shell, or a solution is being played. */
  readonly busy: boolean;
  /** Traffic checks have not run since the last change. */
  readonly owed: boolean;
  /** A round that is to start. `since`: when it was first wished for. */
  readonly due: { readonly at: number; readonly since: number; readonly asked: boolean } | undefined;
  readonly running: { readonly classes: Classes; readonly asked: boolean } | undefined;
  /** Rounds in a row that were overtaken by something newer. */
  readonly overtaken: number;
  /** When the last change was heard of, or the last wish. */
  readonly changedAt: number;
  /** When the next heartbeat is due. */
  readonly beatAt: number | undefined;
};

/** What can happen to a schedule. */
export type Trigger =
  /** Something changed on a host: a Docker event, the end of a command, a prompt. */
  | { readonly type: 'change' }
  /** A reading of state differs from the one before although nobody announced a change. */
  | { readonly type: 'state-moved' }
  /** The learner asks: recheck, next, an answer. */
  | { readonly type: 'asked' }
  | { readonly type: 'step-entered'; readonly quiet: boolean }
  | { readonly type: 'busy'; readonly busy: boolean }
  | { readonly type: 'started'; readonly classes: Classes; readonly asked: boolean }
  /** `unsettled`: traffic ran, and some of it is not as it should be. */
  | { readonly type: 'ended'; readonly unsettled: boolean };

export type Decision =
  /** `silent`: a heartbeat, which shows nothing unless something differs. */
  | { readonly do: 'start'; readonly classes: Classes; readonly asked: boolean; readonly silent: boolean }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'nothing' };

/** A `docker run` sends five events within 30 ms of each other; one round for all of them. */
const debounceMs = 30;
/** Something that never stops changing is looked at all the same. */
const longestDebounceMs = 150;
export const heartbeatMs = 3_000;
/**
 * One connect in ten is refused right after `docker run`, and nothing tells when the program listens. So what is not as it
 * should be is looked at again for a while after a change: after 100 ms, and then each time as long as it took so far.
 */
const settleMs = 3_000;
const firstSettleMs = 100;
/** A container that restarts forever would otherwise overtake every round. */
const mostOvertaken = 3;

export const idle: Schedule = {
  quiet: false,
  busy: false,
  owed: false,
  due: undefined,
  running: undefined,
  overtaken: 0,
  changedAt: 0,
  beatAt: undefined,
};

/** The schedule after a trigger. */
export function schedule(now: Schedule, trigger: Trigger, at: number): Schedule {
  switch (trigger.type) {
    case 'change':
      return { ...now, owed: true, changedAt: at, due: dueAfterChange(now.due, at) };
    case 'state-moved':
      // No round of its own: `decide` starts one as soon as traffic may run.
      return { ...now, owed: true, changedAt: at };
    case 'asked':
      return { ...now, owed: true, changedAt: at, due: { at, since: at, asked: true } };
    case 'step-entered':
      return {
        ...now,
        quiet: trigger.quiet,
        owed: true,
        changedAt: at,
        overtaken: 0,
        due: { at, since: at, asked: now.due?.asked ?? false },
      };
    case 'busy':
      return { ...now, busy: trigger.busy };
    case 'started':
      return {
        ...now,
        due: undefined,
        beatAt: undefined,
        owed: trigger.classes === 'state' ? now.owed : false,
        overtaken: now.running === undefined ? 0 : now.overtaken + 1,
        running: { classes: trigger.classes, asked: trigger.asked },
      };
    case 'ended':
      return {
        ...settling(now, trigger.unsettled, at),
        running: undefined,
        overtaken: 0,
        beatAt: at + heartbeatMs,
      };
  }
}

function settling(now: Schedule, unsettled: boolean, at: number): Schedule {
  if (!unsettled || now.quiet || now.due !== undefined) return now;
  const sofar = at - now.changedAt;
  const next = now.changedAt + Math.max(firstSettleMs, 2 * sofar);
  return sofar >= settleMs ? now : { ...now, owed: true, due: { at: next, since: at, asked: false } };
}

function dueAfterChange(due: Schedule['due'], at: number): Schedule['due'] {
  if (due === undefined) return { at: at + debounceMs, since: at, asked: false };
  // What was asked for is not put off.
  if (due.asked) return due;
  return { ...due, at: Math.min(at + debounceMs, Math.max(due.since + longestDebounceMs, due.at)) };
}

/** What to do now: start a round (overtaking the one that runs), look again later, or wait for a trigger. */
export function decide(now: Schedule, at: number): Decision {
  const { due, running, beatAt } = now;
  if (due !== undefined) {
    if (due.at > at) return { do: 'wait', ms: due.at - at };
    // One that was asked for is not thrown away for less, and no row of changes may starve the verdicts.
    if (running !== undefined && (now.overtaken >= mostOvertaken || (running.asked && !due.asked)))
      return { do: 'nothing' };
    return { do: 'start', classes: classesNow(now, due.asked), asked: due.asked, silent: false };
  }
  if (running !== undefined) return { do: 'nothing' };
  if (mayRunTraffic(now)) return { do: 'start', classes: 'traffic', asked: false, silent: false };
  if (beatAt === undefined) return { do: 'nothing' };
  return beatAt > at
    ? { do: 'wait', ms: beatAt - at }
    : { do: 'start', classes: 'state', asked: false, silent: true };
}

/** Traffic only after a change, never under a foreground command or in a quiet step. What is asked for judges all. */
function classesNow(now: Schedule, asked: boolean): Classes {
  if (asked) return 'all';
  return mayRunTraffic(now) ? 'traffic' : 'state';
}

function mayRunTraffic(now: Schedule): boolean {
  return now.owed && !now.quiet && !now.busy;
}

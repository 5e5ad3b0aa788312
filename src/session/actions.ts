import type { Lesson } from '../lesson/index.ts';
import { allClasses } from '../probe/index.ts';
import { play, remembered } from './apply.ts';
import type { Attached } from './attached.ts';
import { judge, watchedAt } from './judge.ts';
import type { LearnerLab } from './learner-lab.ts';
import { LessonError } from './lesson-error.ts';
import { measurePrediction, toMeasured } from './prediction.ts';
import { checksPass } from './reduce.ts';
import { answersIn, solutionsOf, stepAfter, stepOf } from './steps.ts';
import type { Store } from './store.ts';
import { troubleOf } from './trouble.ts';
import type { Intent } from './types.ts';

export type ActionsOptions = {
  readonly lesson: Lesson;
  readonly store: Store;
  readonly lab: LearnerLab;
};

/** What a session does on an intent that makes sense now. */
export type Actions = {
  act(intent: Intent): Promise<void>;
  /** Measures the prediction of the current step once its time has come. */
  measureIfDue(): Promise<void>;
};

export function createActions({ lesson, store, lab }: ActionsOptions): Actions {
  let measuring: Attached | undefined;
  let advancing = false;

  const act = async (intent: Intent): Promise<void> => {
    const { step } = store.get();
    const here = lab.current();
    switch (intent.type) {
      case 'predict':
        return predict(step, intent.choice);
      case 'hint':
        return store.dispatch({ type: 'hint-shown', step });
      case 'solution':
        return store.dispatch({ type: 'solution-shown', step });
      case 'reset':
        return lab.reset();
      case 'retry':
        return lab.boot('retry');
    }
    if (here === undefined) return;
    switch (intent.type) {
      case 'next':
        return alone(() => next(here));
      case 'skip':
        return alone(() => skip(here));
      case 'apply-solution':
        await playSolution(here);
        await here.watching.ask();
        if (!checksPass(store.get()) && !(await settled(here))) standsInTheWay();
        return;
      case 'recheck':
        await here.watching.ask();
        return measureAgain();
      case 'answer':
        return answer(here, step, intent.value);
      case 'open-shell':
        return lab.shells.open(here.lab, intent.place ?? hostForNextShell());
      case 'reopen-shell': {
        const ended = store.get().shells.find(shell => shell.id === intent.shell && shell.ended === true);
        return ended === undefined ? undefined : lab.shells.open(here.lab, ended.place, ended.id);
      }
    }
  };

  const predict = async (step: string, choice: string): Promise<void> => {
    const { predict: asked } = stepOf(lesson, step);
    if (asked === undefined || !(choice in asked.choices) || store.get().steps[step]?.predicted !== undefined)
      return;
    store.dispatch({ type: 'predicted', step, choice });
    await measureIfDue();
  };

  const measureIfDue = async (): Promise<void> => {
    const state = store.get();
    const record = state.steps[state.step];
    const { predict: asked, kind } = stepOf(lesson, state.step);
    if (asked === undefined || record?.predicted === undefined || record.measured !== undefined) return;
    if (state.phase !== 'work' || (kind !== 'predict' && !checksPass(state))) return;
    await measure();
  };

  /** A prediction nothing bore out is looked at once more when asked. */
  const measureAgain = async (): Promise<void> => {
    const { measured } = store.get().steps[store.get().step] ?? {};
    if (measured !== undefined && measured.choice === undefined) await measure();
  };

  const measure = async (): Promise<void> => {
    const here = lab.current();
    const { step } = store.get();
    const { predict: asked } = stepOf(lesson, step);
    if (here === undefined || asked === undefined || measuring === here) return;
    measuring = here;
    try {
      let reading = await measurePrediction(here.probes, asked, here.context(), here.signal);
      if (!reading.reading.measured) {
        // What the checks saw may be gone: `docker run -d busybox` runs for a moment. Look again before saying so for good.
        await here.watching.ask();
        if (here.signal.aborted || !checksPass(store.get())) return;
        reading = await measurePrediction(here.probes, asked, here.context(), here.signal);
      }
      if (!here.signal.aborted) store.dispatch({ type: 'measured', step, measured: toMeasured(reading) });
    } finally {
      measuring = undefined;
    }
  };

  /** Does one thing at a time that leads to the next step: a second key press must not leave that one too. */
  const alone = async (advance: () => Promise<void>): Promise<void> => {
    if (advancing) return;
    advancing = true;
    try {
      await advance();
    } finally {
      advancing = false;
    }
  };

  const next = async (here: Attached): Promise<void> => {
    if (store.get().phase !== 'green') {
      await here.watching.ask();
      await measureIfDue();
    }
    if (store.get().phase === 'green' && !here.signal.aborted) await leaveStep(here, 'passed');
  };

  const leaveStep = async (here: Attached, as: 'passed' | 'skipped'): Promise<void> => {
    const step = stepOf(lesson, store.get().step);
    const { values } = await remembered(here.probes, step, here.context());
    if (here.signal.aborted) return;
    const known = here.known();
    here.learn({ ...known, seen: { ...known.seen, ...values } });
    store.dispatch({ type: 'remembered', values });
    const at = Date.now();
    store.dispatch({ type: 'step-left', step: step.id, as, at });
    const following = stepAfter(lesson, step.id);
    if (following === undefined) store.dispatch({ type: 'lesson-finished', at });
    else lab.enter(following);
  };

  const skip = async (here: Attached): Promise<void> => {
    if (store.get().phase === 'green') return leaveStep(here, 'skipped');
    await playSolution(here);
    if (await settled(here)) return leaveStep(here, 'skipped');
    standsInTheWay();
    await here.watching.ask();
  };

  const standsInTheWay = (): void =>
    store.dispatch({ type: 'noticed', notice: { code: 'session.skip-incomplete' } });

  /** Whether what the step asks for is so, now or as soon as programs just started listen. */
  const settled = async (here: Attached): Promise<boolean> => {
    const own = watchedAt(lesson, store.get().step).filter(one => !one.held && !one.ref.bystander);
    const judged = await judge(here.probes, own, here.context(), {
      pace: 'settle',
      classes: allClasses,
      signal: here.signal,
    });
    return judged.every(one => one.result.verdict === 'pass');
  };

  /** Plays the step's first solution on the learner's own host: half of it may be there already. */
  const playSolution = async (here: Attached): Promise<void> => {
    const step = stepOf(lesson, store.get().step);
    const [solution] = solutionsOf(step);
    if (solution === undefined || store.get().playing === true) return;
    store.dispatch({ type: 'playing', on: true });
    here.watching.busy(true);
    try {
      const { probes, signal } = here;
      const known = await play({
        lesson,
        step,
        solution,
        lab: here.lab,
        known: here.known(),
        probes,
        signal,
        keepGoing: true,
      });
      here.learn(known);
    } catch (error) {
      if (!(error instanceof LessonError)) throw error;
      store.dispatch({ type: 'noticed', notice: troubleOf(error) });
    } finally {
      lab.holdBack();
      if (!here.signal.aborted) store.dispatch({ type: 'playing', on: false });
    }
  };

  const answer = async (here: Attached, step: string, value: string): Promise<void> => {
    const known = here.known();
    here.learn({ ...known, answers: { ...known.answers, ...answersIn(stepOf(lesson, step), value) } });
    store.dispatch({ type: 'answered', step, value });
    await here.watching.ask();
  };

  /** With several hosts the next shell opens where there is none yet. */
  const hostForNextShell = (): string => {
    const { shells } = store.get();
    const unused = lesson.hosts.find(host => shells.every(shell => shell.place !== host));
    return unused ?? lesson.hosts[0] ?? '';
  };

  /** A failure is the session's trouble, unless the lab it happened on has been left: a reset takes hosts from under a probe. */
  const onLab = async (work: () => Promise<void>): Promise<void> => {
    const here = lab.current();
    try {
      await work();
    } catch (error) {
      if (here?.signal.aborted !== true) lab.breakDown(error);
    }
  };

  return {
    act: intent => onLab(() => act(intent)),
    measureIfDue: () => onLab(measureIfDue),
  };
}

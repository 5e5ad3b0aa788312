import type { Lab } from '../lab/index.ts';
import { type Lesson, lessonHash } from '../lesson/index.ts';
import { logDefect } from './defect.ts';
import type { Desk } from './desk.ts';
import type { Up, UpRecord } from './headless-types.ts';
import { watchedAt } from './judge.ts';
import { upLogPath } from './log.ts';
import { appendLog } from './log-append.ts';
import { realProbes } from './probes.ts';
import { openingState, reduce } from './reduce.ts';
import { type Happened, updateResult } from './result-file.ts';
import { progressAfter, progressAtOpening } from './resume.ts';
import type { FullState, Opening, SessionEvent } from './types.ts';

/** A lab that is up, and what is remembered of it so far. Writes nothing until something happens. */
export function upOn(desk: Desk, lesson: Lesson, lab: Lab, start: UpRecord): Up {
  let record = start;
  const keep = async (next: UpRecord): Promise<void> => {
    record = next;
    await desk.records.put(record);
  };
  /** The log is for looking back; a learner can do nothing about one that cannot be written. */
  const log = async (events: readonly SessionEvent[]): Promise<void> => {
    const opening = openingOf(record);
    await appendLog(upLogPath(desk.logs, opening), opening, events).catch(logDefect);
  };
  const keepResult = async (happened: readonly Happened[]): Promise<void> => {
    const { generation: engine, result } = record;
    const hash = lessonHash(lesson);
    const facts = { ...openingOf(record), hash, netdojo: desk.netdojo, engine };
    await updateResult(result, facts, stateOf(record), happened);
  };
  return {
    lesson,
    lab,
    probes: realProbes,
    record: () => record,
    happened: async events => {
      if (events.length === 0) return;
      const states: FullState[] = [];
      for (const event of events) states.push(reduce(states.at(-1) ?? stateOf(record), event));
      const last = states.at(-1);
      if (last === undefined) return;
      await keep({
        ...record,
        step: last.step,
        steps: last.steps,
        seen: last.seen,
        finished: record.finished || events.some(event => event.type === 'lesson-finished'),
      });
      const at = Date.now();
      await log(events);
      await keepResult(events.map((event, index) => ({ event, state: states[index] ?? last, at })));
      await desk.progress.update(lesson.id, entry =>
        events.reduce(
          (before, event, index) => progressAfter(before, event, states[index] ?? last, at),
          entry ?? progressAtOpening(undefined, openingOf(record)),
        ),
      );
    },
    ran: log,
    saw: async judged => {
      const at = Date.now();
      const watched = watchedAt(lesson, record.step).map(one => one.ref);
      const state = { ...stateOf(record), watched };
      await keepResult(
        judged.map(({ result }) => ({ event: { type: 'check-result', result, at }, state, at })),
      );
    },
    refresh: async () => {
      const all = await desk.records.all();
      const found = all.find(one => one.lab === record.lab);
      if (found === undefined)
        return all.find(one => one.lesson === record.lesson && one.startedAt === record.startedAt)?.lab;
      record = found;
      return undefined;
    },
    answered: answers => keep({ ...record, answers: { ...record.answers, ...answers } }),
    leave: () => lab.leave(),
  };
}

function openingOf({ lesson, mode, allow, learner, begun, step, steps, startedAt }: UpRecord): Opening {
  return { lesson, mode, allow, learner, begun, step, steps, at: startedAt };
}

function stateOf(record: UpRecord): FullState {
  return { ...openingState(openingOf(record)), seen: record.seen };
}

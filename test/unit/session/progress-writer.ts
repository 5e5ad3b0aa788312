// Run as a process of its own by progress.test.ts: adds one hint to one step, many times.
import { openProgress } from '../../../src/session/progress.ts';

const [folder = '', lesson = '', times = '0'] = process.argv.slice(2);
const store = openProgress(folder);
for (let time = 0; time < Number(times); time++)
  await store.update(lesson, entry => {
    const before = entry?.steps.one?.hints ?? 0;
    return {
      step: 'one',
      mode: 'guided',
      state: 'started',
      startedAt: 0,
      changedAt: 0,
      ...entry,
      steps: { ...entry?.steps, one: { status: 'open', hints: before + 1, solutionShown: false } },
    };
  });

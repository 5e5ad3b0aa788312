import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { Learner, lessonOf } from './learner.ts';
import { keys } from './terminal.ts';

let learner: Learner | undefined;
afterEach(() => learner?.leave());

it('keeps its frame and the shell through a storm of sizes', async () => {
  learner = new Learner({ lang: 'zh', columns: 120, rows: 40 });
  const { terminal } = learner;
  const lesson = lessonOf('isolation');
  await learner.open(lesson);
  await learner.toShell();
  await learner.type('echo 你好 before the storm');
  for (let step = 0; step < 30; step += 1) terminal.resize(60 + ((step * 37) % 100), 15 + ((step * 11) % 40));
  terminal.resize(100, 30);
  // One header, one line where the panes meet, and what the shell showed: no ghost of another size.
  await terminal.until(
    rows =>
      rows.length === 30 &&
      rows.filter(row => row.startsWith(' netdojo')).length === 1 &&
      rows.filter(row => row.includes('┬')).length === 1 &&
      rows.join('\n').includes('before the storm'),
  );
  await learner.type('echo after the storm');
  // A whole frame is never wiped: that is what flickers.
  expect(terminal.screen.raw().includes('\u001B[2J')).toBe(false);
});

it('reads a burst of keys one by one', async () => {
  learner = new Learner({ lang: 'en', columns: 80, rows: 24 });
  const { terminal } = learner;
  const lesson = lessonOf('default-bridge');
  await learner.open(lesson);
  const choices = Object.values(lesson.prose.en?.steps['two-boxes']?.prediction?.choices ?? {});
  await terminal.until(`▸ 1 ${choices[0]?.text}`);
  terminal.send(keys.down + keys.down + keys.enter);
  await terminal.until(
    rows => rows.some(row => row.includes('Your guess')) && rows.join('\n').includes(choices[2]?.text ?? '?'),
  );
});

it('asks politely for room on a tiny screen, and works once there is some', async () => {
  learner = new Learner({ lang: 'en', columns: 20, rows: 5 });
  const { terminal } = learner;
  await terminal.until(rows => rows.join(' ').includes('60'));
  terminal.resize(80, 24);
  await terminal.until(lessonOf('isolation').prose.en?.title ?? '?');
  terminal.send(keys.ctrlC);
  expect(await terminal.exited).toEqual({ exitCode: 0, signal: 0 });
});

it.each(['SIGTERM', 'SIGHUP'] as const)('gives the terminal back when it is ended by %s', async signal => {
  learner = new Learner({ lang: 'en', columns: 80, rows: 24, args: ['start', 'default-bridge'] });
  const { terminal } = learner;
  await learner.atStep(lessonOf('default-bridge'), 0);
  terminal.signal(signal);
  await terminal.exited;
  await terminal.until(() => !terminal.screen.alternate());
  expect(terminal.screen.raw().toString('latin1')).toContain('\u001B[?25h');
});

it('goes on at the step it was left at', async () => {
  const lesson = lessonOf('default-bridge');
  learner = new Learner({ lang: 'en', columns: 80, rows: 24 });
  await learner.open(lesson);
  const [first] = lesson.steps;
  if (first === undefined) throw new Error('a lesson without steps');
  await learner.solve(lesson, first);
  await learner.next();
  await learner.atStep(lesson, 1);
  const { state } = learner;
  const file = join(state, 'netdojo', 'progress.json');
  await expect.poll(() => readFile(file, 'utf8')).toContain(`"step": "${lesson.steps[1]?.id}"`);
  await learner.terminal.kill();
  learner = new Learner({ lang: 'en', columns: 80, rows: 24, state });
  await learner.terminal.until('step 2 of 7');
  learner.terminal.send(keys.enter);
  await learner.atStep(lesson, 1);
});

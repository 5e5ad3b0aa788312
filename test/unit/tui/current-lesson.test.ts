import { expect, test, vi } from 'vitest';
import type { Opened } from '../../../src/tui/index.ts';
import { CurrentLesson } from '../../../src/tui/state/current-lesson.ts';
import { relayout } from '../../../src/tui/state/relayout.ts';
import { UiStore } from '../../../src/tui/state/ui-store.ts';
import { sampleSession } from './in-process.ts';
import { onHost1 } from './sample-states.ts';

function setUp(startLesson: () => Promise<Opened>) {
  const store = new UiStore(120, 40);
  const onClosed = vi.fn();
  const onDefect = vi.fn();
  const current = new CurrentLesson({ store, startLesson, onClosed, onDefect });
  return { store, current, onClosed, onDefect, view: () => store.getSnapshot().view.kind };
}

test('a lesson is opening, then open with its terminal, and closed behind the list', async () => {
  const { session, shell, opened } = sampleSession('en', { shells: onHost1 });
  const { store, current, onClosed, view } = setUp(async () => opened);
  const opening = current.open('sample', undefined);
  expect(view()).toBe('opening');
  await opening;
  expect(view()).toBe('lesson');
  expect(current.screen?.terminal).toBe(shell);
  expect(session.shellSize).toEqual([75, 23]);
  current.leave();
  expect([view(), store.getSnapshot().highlighted]).toEqual(['list', 'sample']);
  expect(current.screen).toBeUndefined();
  expect(session.closed).toBe(true);
  await expect.poll(() => onClosed).toHaveBeenCalledOnce();
  session.set({ phase: 'green' });
  expect(view()).toBe('list');
});

test('a lesson opened on a screen too small for it has its terminal once there is room', async () => {
  const { session, shell, opened } = sampleSession('en', { shells: onHost1 });
  const { store, current } = setUp(async () => opened);
  relayout({ store, current }, { columns: 50, rows: 12 });
  await current.open('sample', undefined);
  expect(current.screen).toBeUndefined();
  relayout({ store, current }, { columns: 100, rows: 30 });
  expect(current.screen?.terminal).toBe(shell);
  expect(session.shellSize).toEqual([56, 16]);
});

test('a lab that never answers for the texts of one lesson does not hold up those of the next', async () => {
  const dead = sampleSession('en', { shells: onHost1 });
  dead.session.fill = () => new Promise(() => {});
  const next = sampleSession('en', { shells: onHost1 });
  next.session.values = { '{ip:box1}': '172.17.0.2' };
  const lessons = [dead.opened, next.opened];
  const { store, current } = setUp(async () => lessons.shift() ?? expect.unreachable());
  await current.open('sample', undefined);
  current.leave();
  await current.open('sample', undefined);
  await expect
    .poll(() => Object.values(store.getSnapshot().filled).join())
    .toContain('Its address will be 172.17.0.2.');
});

test('a lesson that was left while it opened is closed and not shown', async () => {
  const { session, opened } = sampleSession('en');
  const started = Promise.withResolvers<Opened>();
  const { current, view } = setUp(() => started.promise);
  const opening = current.open('sample', undefined);
  current.leave();
  started.resolve(opened);
  await opening;
  expect(view()).toBe('list');
  expect(session.closed).toBe(true);
});

test('a lesson that cannot be closed is a defect, and does not hold up the end', async () => {
  const { session, opened } = sampleSession('en');
  const { current, onDefect } = setUp(async () => opened);
  await current.open('sample', undefined);
  session.close = () => Promise.reject(new Error('no close'));
  await current.end();
  expect(onDefect).toHaveBeenCalledWith(new Error('no close'));
});

test('the end waits for a lab that is still cleaned up behind the list', async () => {
  const { session, opened } = sampleSession('en');
  const { current } = setUp(async () => opened);
  await current.open('sample', undefined);
  const cleaned = Promise.withResolvers<void>();
  session.close = () => cleaned.promise;
  current.leave();
  let ended = false;
  const end = current.end().then(() => {
    ended = true;
  });
  await new Promise(setImmediate);
  expect(ended).toBe(false);
  cleaned.resolve();
  await end;
});

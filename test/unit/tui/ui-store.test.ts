import { afterEach, expect, test, vi } from 'vitest';
import { UiStore } from '../../../src/tui/state/ui-store.ts';

afterEach(() => void vi.useRealTimers());

test('the clock moves as long as time is on the screen, and not any more once the end has begun', () => {
  vi.useFakeTimers();
  const store = new UiStore(80, 24);
  let drawn = 0;
  const stop = store.subscribe(() => drawn++);
  store.update({ view: { kind: 'opening', lesson: 'sample', since: Date.now() } });
  const before = store.getSnapshot().now;
  vi.advanceTimersByTime(1_000);
  expect(drawn).toBe(11);
  expect(store.getSnapshot().now - before).toBe(1_000);
  store.update({ ending: true });
  expect(vi.getTimerCount()).toBe(0);
  stop();
  store.update({});
  expect(drawn).toBe(12);
});

test('the text is scrolled by rows and never past its ends, also when there is less of it than before', () => {
  const store = new UiStore(80, 24);
  store.setScrollLimit(10);
  store.scrollText(1_000);
  expect(store.getSnapshot().scroll).toBe(10);
  store.setScrollLimit(4);
  store.scrollText(-1);
  expect(store.getSnapshot().scroll).toBe(3);
  store.scrollText(-1_000);
  expect(store.getSnapshot().scroll).toBe(0);
});

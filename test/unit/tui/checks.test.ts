import { expect, test } from 'vitest';
import { said } from '../../../src/probe/schema/index.ts';
import type { CheckView, SessionState } from '../../../src/session/index.ts';
import { checkLines } from '../../../src/tui/view/check-lines.ts';
import { type LessonView, lessonView } from '../../../src/tui/view/lesson-view.ts';
import { failing as failingChecks, foremost, isAhead } from '../../../src/tui/view/standing.ts';
import { createWords } from '../../../src/tui/words.ts';
import { sampleSession } from './in-process.ts';
import { acted, check, failing, passing, work } from './sample-states.ts';

function viewOf(state: Partial<SessionState>): LessonView {
  const { opened, session } = sampleSession('en', { ...work, ...state });
  const view = lessonView(opened, session.getSnapshot(), {}, createWords('en'), 0);
  if (view === undefined) throw new Error('the sample lesson has prose');
  return view;
}

function rows(view: LessonView, height: number, width = 42): string[] {
  return checkLines(view, Number.POSITIVE_INFINITY, width, height).map(line =>
    line
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );
}

const broken: CheckView = {
  ...check('names', 'both', { ...failing, id: 'both' }),
  changed: { at: 1, from: 'pass' },
};
const got = (code: string): CheckView => check('names', 'net', { ...failing, id: 'net', got: said(code) });

test('what the learner has not begun is to do; what is there and not right fails', () => {
  const before = viewOf({});
  const after = viewOf({ commands: acted });
  expect(isAhead(before, got('network.subnet'))).toBe(true);
  expect(isAhead(after, got('network.subnet'))).toBe(false);
  expect(isAhead(after, got('network.absent'))).toBe(true);
  const why = said('container.absent', { name: 'box1' });
  expect(
    isAhead(after, check('names', 'net', { ...failing, got: said('membership.no-container', { why }) })),
  ).toBe(true);
  // A container under another name is there: the check offers to rename it.
  const other = said('container.absent-but', { name: 'box1', other: 'test1' });
  expect(isAhead(after, check('names', 'net', { ...failing, got: other }))).toBe(false);
});

test('what passed before and no longer does fails at once, and comes first', () => {
  const view = viewOf({ checks: [check('names', 'reach', failing), broken] });
  expect(isAhead(view, broken)).toBe(false);
  expect(foremost(view)?.id).toBe('both');
  const later = viewOf({ commands: acted, checks: [check('names', 'reach', failing), broken] });
  expect(failingChecks(later).map(({ id }) => id)).toEqual(['both', 'reach']);
});

test('each failing check says what it got and why before any says all', () => {
  const view = viewOf({
    commands: acted,
    checks: [check('names', 'net', passing('net')), broken, check('names', 'reach', failing)],
  });
  const few = rows(view, 8).join('\n');
  expect(few.match(/no-such-name/g)).toHaveLength(2);
  expect(few).toContain('box2 is only on bridge');
  expect(few).not.toContain('asked-ping');
  expect(rows(view, 8).length).toBeLessThanOrEqual(8);
  const all = rows(view, 40).join('\n');
  expect(all.match(/asked-ping/g)).toHaveLength(2);
  expect(all).not.toContain('more lines');
});

test('where not even the notes fit, each check says what it got, and the first that there is more', () => {
  const view = viewOf({ commands: acted, checks: [broken, check('names', 'reach', failing)] });
  // Heading, two titles of one row each, and three rows for facts.
  const few = rows(view, 6);
  expect(few).toHaveLength(6);
  expect(few.filter(row => row.includes('no-such-name'))).toHaveLength(2);
});

test('a daemon that is down is explained once', () => {
  const down = { ...failing, got: said('daemon.down', { host: 'host1', error: 'none' }) };
  const view = viewOf({
    commands: acted,
    checks: [
      check('names', 'net', { ...down, id: 'net' }),
      check('names', 'reach', { ...down, id: 'reach' }),
    ],
  });
  expect(
    rows(view, 40)
      .join(' ')
      .match(/does not run on/g),
  ).toHaveLength(1);
});

test('a command that does not fit beside its word has rows of its own, and is broken at blanks only', () => {
  const view = viewOf({ commands: acted, checks: [check('names', 'reach', failing)] });
  const narrow = rows(view, 40);
  const at = narrow.findIndex(row => row.includes('evidence'));
  expect(narrow.slice(at, at + 3)).toEqual([
    '  evidence',
    '    $ docker exec box2 ping -c 1 box1',
    "    ping: bad address 'box1'",
  ]);
  expect(rows(view, 40, 80).join('\n')).toContain('evidence  $ docker exec box2 ping -c 1 box1');
});

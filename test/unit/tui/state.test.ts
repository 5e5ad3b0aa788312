import { expect, test } from 'vitest';
import { tui as en } from '../../../src/text/en/tui.ts';
import { tui as zh } from '../../../src/text/zh/tui.ts';
import { commandFor, commands, type Moment } from '../../../src/tui/keys.ts';
import { isFilled, textsToFill } from '../../../src/tui/state/placeholders.ts';
import { troubleOf } from '../../../src/tui/state/trouble.ts';
import { itemsThatFit } from '../../../src/tui/view/list-lines.ts';
import { runningNote } from '../../../src/tui/view/running-note.ts';
import { FakeSession } from './fake-session.ts';
import { offers } from './in-process.ts';
import { sampleLesson } from './sample-lesson.ts';
import { onHost1 } from './sample-states.ts';

function moment(changes: Partial<Moment> = {}): Moment {
  const state = new FakeSession(sampleLesson, 'en', { shells: onHost1 }).getSnapshot();
  const step = sampleLesson.steps[0];
  if (step === undefined) throw new Error('the sample lesson has steps');
  return {
    offered: offers(state),
    state,
    step,
    hasShell: true,
    alternate: false,
    reaching: true,
    wide: true,
    ...changes,
  };
}

test('no two lesson keys are the same key', () => {
  expect(new Set(commands.map(({ key }) => key)).size).toBe(commands.length);
});

test('a lesson key does something only while it is offered', () => {
  expect(commandFor('n', moment())).toBeUndefined();
  expect(commandFor('n', moment({ offered: new Set(['next']) }))).toBe('next');
  expect(commandFor('p', moment({ hasShell: false }))).toBeUndefined();
  expect(commandFor('u', moment({ alternate: true }))).toBeUndefined();
  expect(commandFor('z', moment({ wide: false }))).toBeUndefined();
  expect(commandFor('H', moment())).toBe('hints');
});

test('the interface says the same things in both languages, with the same parameters', () => {
  const parameters = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  expect(Object.keys(zh)).toEqual(Object.keys(en));
  for (const [key, text] of Object.entries(en)) {
    const other = Object.entries(zh).find(([name]) => name === key)?.[1] ?? '';
    expect(parameters(other), key).toEqual(parameters(text));
  }
});

test.each([
  ['ping box1', 'tui.note.running'],
  ['docker run -it --rm busybox', 'tui.note.inside-run'],
  ['docker run --name x -ti busybox sh', 'tui.note.inside-run'],
  ['docker run --interactive --tty busybox', 'tui.note.inside-run'],
  ['docker run -dit busybox', 'tui.note.running'],
  ['docker run -i busybox', 'tui.note.running'],
  ['docker exec -it box1 sh', 'tui.note.inside-exec'],
  ['docker container exec -it box1 sh', 'tui.note.inside-exec'],
  ['docker attach box1', 'tui.note.inside-run'],
  ['docker exec box1 ping box2', 'tui.note.running'],
  ['docker pull busybox', 'tui.note.running'],
])('while %s runs, %s is said', (command, note) => {
  expect(runningNote(command)).toBe(note);
});

test('a menu window holds as many items as fit wherever it stands, the wrap-around included', () => {
  expect(itemsThatFit([1, 1, 1, 1], 3)).toBe(3);
  expect(itemsThatFit([2, 1, 1, 2, 1, 1], 5)).toBe(3);
  expect(itemsThatFit([2, 2, 2, 2], 5)).toBe(2);
  expect(itemsThatFit([2, 1], 10)).toBe(2);
  expect(itemsThatFit([5, 5], 3)).toBe(1);
});

test('only texts with placeholders are filled, and an unknown one is not shown as written', () => {
  const state = new FakeSession(sampleLesson, 'en').getSnapshot();
  const texts = textsToFill(sampleLesson, 'en', state);
  expect(texts).toHaveLength(1);
  expect(texts[0]).toContain('{ip:box1}');
  const session = new FakeSession(sampleLesson, 'en');
  expect(isFilled(session, 'no placeholder', undefined)).toBe(true);
  expect(isFilled(session, 'at {ip:web1}', undefined)).toBe(false);
  expect(isFilled(session, 'at {ip:web1}', 'at ‹ip of web1›')).toBe(false);
  expect(isFilled(session, 'at {ip:web1}', 'at 172.17.0.2')).toBe(true);
});

test('once a step is green, the texts of the next one are filled ahead', () => {
  const at = (phase: 'work' | 'green') =>
    textsToFill(
      sampleLesson,
      'en',
      new FakeSession(sampleLesson, 'en', { phase, step: 'names' }).getSnapshot(),
    );
  expect(at('work')).toEqual([]);
  expect(at('green')).toEqual(['{ip:box1}']);
});

test('an environment error is told from a defect', () => {
  const gone = Object.assign(new Error('x'), {
    name: 'EnvironmentError',
    code: 'no-engine',
    params: { at: '/run' },
  });
  expect(troubleOf(gone)).toEqual({ code: 'error.no-engine', params: { at: '/run' } });
  expect(troubleOf(new TypeError('x'))).toBeUndefined();
  expect(troubleOf(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBeUndefined();
});

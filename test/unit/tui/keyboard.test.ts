import { expect, test, vi } from 'vitest';
import { defaultPrefix } from '../../../src/tui/index.ts';
import { CurrentLesson } from '../../../src/tui/state/current-lesson.ts';
import { Keyboard } from '../../../src/tui/state/keyboard.ts';
import { relayout } from '../../../src/tui/state/relayout.ts';
import { ShellInput } from '../../../src/tui/state/shell-input.ts';
import { UiStore } from '../../../src/tui/state/ui-store.ts';
import { keys } from '../../screen/terminal.ts';
import { FakeTerminal } from './fake-session.ts';
import { sampleCatalogue, sampleSession } from './in-process.ts';
import { onHost1 } from './sample-states.ts';

function setUp() {
  const store = new UiStore(120, 40);
  const sample = sampleSession('en', { shells: onHost1 });
  const current = new CurrentLesson({
    store,
    startLesson: async () => sample.opened,
    onClosed: () => {},
    onDefect: error => expect.unreachable(String(error)),
  });
  const controls = { store, current, shellInput: new ShellInput(store, current), quit: vi.fn() };
  const keyboard = new Keyboard(controls, defaultPrefix);
  return { ...sample, ...controls, controls, keyboard, ui: store.getSnapshot };
}

async function inLesson() {
  const all = setUp();
  await all.current.open('sample', undefined);
  return all;
}

const press = (keyboard: Keyboard, key: string) => keyboard.onKey(Buffer.from(key));

test('on the list what is typed or pasted is the filter, and what moves a menu is left to it', () => {
  const { keyboard, store, ui } = setUp();
  store.update({ catalogue: sampleCatalogue });
  expect(keyboard.owner()).toBe('interface');
  expect(press(keyboard, 'i')).toBe(true);
  keyboard.onPaste(Buffer.from('so\nnot this'));
  expect([ui().filter, ui().highlighted]).toEqual(['iso', 'lesson-0-5']);
  expect(press(keyboard, keys.down)).toBe(false);
  expect(press(keyboard, keys.enter)).toBe(false);
});

test('in a lesson the shell has the keyboard; the prefix takes it for one key', async () => {
  const { keyboard, shell, ui } = await inLesson();
  expect(keyboard.owner()).toBe('shell');
  keyboard.onShell(Buffer.from('ls'));
  keyboard.onPrefix();
  expect(keyboard.owner()).toBe('interface');
  press(keyboard, 'z');
  expect([keyboard.owner(), ui().layout.kind]).toEqual(['shell', 'narrow']);
  expect(shell.typed).toBe('ls');
});

test('what is pasted goes where it would be typed', async () => {
  const { keyboard, store, shell, ui } = await inLesson();
  store.update({ page: { kind: 'answer', draft: '172.' } });
  keyboard.onPaste(Buffer.from('17.0.2\n'));
  expect(ui().page).toEqual({ kind: 'answer', draft: '172.17.0.2' });
  store.update({ page: { kind: 'help' } });
  keyboard.onPaste(Buffer.from('lost'));
  store.update({ page: { kind: 'reading' } });
  keyboard.onPaste(Buffer.from('docker ps'));
  expect([ui().page, shell.typed]).toEqual([undefined, 'docker ps']);
});

test('a full-width character is told of the prompt it stands on, and of no other', async () => {
  const { keyboard, session, current, ui } = await inLesson();
  session.terminals.set('s2', new FakeTerminal('s2'));
  keyboard.onShell(Buffer.from('ls －'));
  expect(ui().odd?.character).toBe('－');
  keyboard.onPrefix();
  press(keyboard, 't');
  session.set({ shells: [...onHost1, { id: 's2', place: 'host1' }] });
  expect([ui().shell, ui().odd]).toEqual(['s2', undefined]);
  keyboard.onShell(Buffer.from('x'));
  expect(ui().odd).toBeUndefined();
  keyboard.onPrefix();
  press(keyboard, 't');
  keyboard.onShell(Buffer.from('l'));
  expect([ui().shell, ui().odd?.place]).toEqual(['s1', 4]);
  current.leave();
  await current.open('sample', undefined);
  keyboard.onShell(Buffer.from('ls'));
  expect(ui().odd).toBeUndefined();
});

test('where nothing can be seen nothing is steered but the end', async () => {
  const { keyboard, controls, quit, ui } = setUp();
  relayout(controls, { columns: 20, rows: 5 });
  press(keyboard, 'x');
  keyboard.onPaste(Buffer.from('x'));
  expect(ui().filter).toBe('');
  press(keyboard, keys.ctrlC);
  expect(quit).toHaveBeenCalledOnce();
  const lesson = await inLesson();
  lesson.store.update({ page: { kind: 'reading' } });
  relayout(lesson.controls, { columns: 20, rows: 5 });
  lesson.keyboard.onPaste(Buffer.from('rm -rf /'));
  expect(lesson.shell.typed).toBe('');
});

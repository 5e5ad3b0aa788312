import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { InputRouter, type InputTarget } from '../../../src/tui/input/input-router.ts';
import { defaultPrefix, parsePrefix } from '../../../src/tui/input/prefix.ts';

type Log = string[];

function setUp(owner: 'shell' | 'interface') {
  const log: Log = [];
  const state = { owner, application: false };
  const target: InputTarget = {
    owner: () => state.owner,
    onPrefix: () => {
      log.push('prefix');
      state.owner = 'interface';
    },
    onShell: bytes => log.push(`shell:${bytes}`),
    wantsApplicationCursor: () => state.application,
    onPaste: bytes => log.push(`paste:${bytes}`),
    onKey: bytes => {
      log.push(`key:${bytes}`);
      if (bytes.toString() === 'h') state.owner = 'shell';
      return bytes.toString() !== '\x1b[B';
    },
  };
  const source = new EventEmitter();
  const ink: string[] = [];
  const router = new InputRouter({
    source,
    prefix: defaultPrefix,
    target,
    toInk: bytes => ink.push(`${bytes}`),
  });
  router.start();
  const type = (text: string) => source.emit('data', Buffer.from(text));
  return { log, state, ink, type, router };
}

test('bytes for the shell go through at once and together', () => {
  const { log, type } = setUp('shell');
  type('docker ps\r\x03\x1bf中');
  expect(log).toEqual(['shell:docker ps\r\x03\x1bf中']);
});

test('the prefix takes one key and the rest of the same read goes to the shell again', async () => {
  const { log, type } = setUp('shell');
  type('ab\x1dhcd');
  await expect.poll(() => log).toEqual(['shell:ab', 'prefix', 'key:h', 'shell:cd']);
});

test('F12 is a prefix too, also when it comes in two reads', async () => {
  const { log, type } = setUp('shell');
  type('\x1b[2');
  type('4~');
  await expect.poll(() => log).toEqual(['prefix']);
});

test('keys for the interface go one per turn of the event loop', async () => {
  const { log, ink, type } = setUp('interface');
  type('\x1b[B\x1b[B\r');
  expect(log).toEqual(['key:\x1b[B']);
  await expect.poll(() => log).toEqual(['key:\x1b[B', 'key:\x1b[B', 'key:\r']);
  expect(ink).toEqual(['\x1b[B', '\x1b[B']);
});

test('a read that comes while keys are waiting stays behind them', async () => {
  const { log, type } = setUp('interface');
  type('ab');
  type('cd');
  await expect.poll(() => log).toEqual(['key:a', 'key:b', 'key:c', 'key:d']);
});

test('cursor keys follow the mode that the program in the terminal asked for', () => {
  const { log, state, type } = setUp('shell');
  type('\x1b[A');
  state.application = true;
  type('\x1b[A\x1b[1;5A');
  expect(log).toEqual(['shell:\x1b[A', 'shell:\x1bOA\x1b[1;5A']);
});

test('a prefix byte inside a paste is text', async () => {
  const { log, type } = setUp('shell');
  type('\x1b[200~a\x1db\x1b[201~');
  await expect.poll(() => log).toEqual(['paste:a\x1db']);
});

test('a lone Esc reaches the shell after a moment', async () => {
  const { log, type } = setUp('shell');
  type('\x1b');
  await expect.poll(() => log).toEqual(['shell:\x1b']);
});

test('a prefix is a control key that can be spared', () => {
  expect(parsePrefix('C-a')).toEqual({ byte: 1, label: '^A' });
  expect(parsePrefix('^]')).toEqual(defaultPrefix);
  for (const refused of ['C-c', '^[', 'C-m', 'a', 'ctrl-', 'F5'])
    expect(parsePrefix(refused), refused).toBeUndefined();
});

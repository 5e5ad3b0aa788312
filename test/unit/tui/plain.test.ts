import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { said } from '../../../src/probe/schema/index.ts';
import { type Opened, runPlain } from '../../../src/tui/index.ts';
import { plainCommand } from '../../../src/tui/plain/plain-command.ts';
import { PlainOutput } from '../../../src/tui/plain/plain-output.ts';
import { FakeTerminal } from './fake-session.ts';
import { sampleSession } from './in-process.ts';
import { acted, boot, check, failing, onHost1 } from './sample-states.ts';

const coloured =
  '\x1b[?2004h\x1b[01;32mroot@host1\x1b[0m:~# ls 中文\r\n\x1b[?2004l\r\x1b]133;C\x07\x1b]0;title\x1b\\a\x1b[Kb\r\n\x1b(B\x07done\r\n';
const bare = 'root@host1:~# ls 中文\nab\ndone\n';

test('escape sequences, bells and carriage returns are taken out wherever the reads were cut', () => {
  const bytes = Buffer.from(coloured);
  for (let at = 0; at <= bytes.length; at++) {
    const plain = new PlainOutput();
    expect(plain.take(bytes.subarray(0, at)) + plain.take(bytes.subarray(at)), `cut at ${at}`).toBe(bare);
  }
});

test('a line that was echoed already is not shown twice', () => {
  const plain = new PlainOutput();
  plain.expectEcho('docker ps');
  expect(plain.take(Buffer.from('docker p'))).toBe('');
  expect(plain.take(Buffer.from('s\r\nCONTAINER ID\r\n'))).toBe('CONTAINER ID\n');
  plain.expectEcho('ls');
  expect(plain.take(Buffer.from('other\r\n'))).toBe('other\n');
});

test('a colon and a word is for the lesson, everything else for the shell', () => {
  const read = (line: string) => plainCommand(line, ['open', 'silence'], undefined);
  expect(read('docker ps')).toEqual({ kind: 'shell', line: 'docker ps' });
  expect(read(': > file')).toEqual({ kind: 'shell', line: ': > file' });
  expect(read(':next')).toEqual({ kind: 'intent', intent: { type: 'next' } });
  expect(read(':guess 2')).toEqual({ kind: 'intent', intent: { type: 'predict', choice: 'silence' } });
  expect(read('：guess ２')).toEqual({ kind: 'intent', intent: { type: 'predict', choice: 'silence' } });
  expect(read(':guess 3')).toEqual({ kind: 'refused', why: 'tui.plain.choose', word: ':guess' });
  expect(read(':answer 172.17.0.2')).toEqual({
    kind: 'intent',
    intent: { type: 'answer', value: '172.17.0.2' },
  });
  expect(read(':nonsense')).toEqual({ kind: 'refused', why: 'tui.plain.unknown', word: ':nonsense' });
  expect(read(':shell')).toEqual({ kind: 'go', shell: '' });
  expect(read(':shell host1 2')).toEqual({ kind: 'go', shell: 'host1 2' });
});

function start(changes: Partial<Opened> = {}) {
  const sample = sampleSession('en', boot);
  const input = new PassThrough();
  const output = new PassThrough();
  let printed = '';
  output.on('data', data => {
    printed += data;
  });
  const done = runPlain({
    opened: { ...sample.opened, ...changes },
    input,
    output,
    echoed: false,
    width: 80,
    signal: new AbortController().signal,
  });
  const sees = (text: string) => expect.poll(() => printed).toContain(text);
  return { ...sample, done, sees, type: (line: string) => input.write(`${line}\n`), all: () => printed };
}

test('a whole step as plain lines: boot, text, shell, check, hint, prediction, end', async () => {
  const { session, shell, sees, type, done, all } = start();
  await sees('41.3 s');
  type('docker ps');
  session.values = { '{ip:box1}': '172.17.0.2' };
  session.set({ engine: '20.10.24', phase: 'work', shells: onHost1, checks: [check('first', 'runs')] });
  await sees('The lab host runs Docker 20.10.24.');
  await sees('Its address will be 172.17.0.2.');
  await expect.poll(() => shell.typed).toBe('docker ps\r');
  shell.print('\x1b[32mCONTAINER ID\x1b[0m\r\n');
  await sees('CONTAINER ID\n');
  shell.print('root@host1:~# ');
  await sees('root@host1:~# ');
  session.set({ checks: [check('first', 'runs', { ...failing, id: 'runs' })] });
  await sees('root@host1:~# \n○ to do');
  session.set({
    commands: acted,
    checks: [check('first', 'runs', { ...failing, id: 'runs', got: said('container.exited') })],
  });
  await sees('✖ fail');
  type(':next');
  await sees(':next makes no sense now');
  type(':apply');
  await sees(':apply makes no sense now');
  type(':hint');
  await expect.poll(() => session.intents).toEqual([{ type: 'hint' }]);
  session.set({ steps: { first: { status: 'open', hints: 1, solutionShown: false } } });
  await sees('The option stands before the image.');
  session.set({ phase: 'predict', step: 'names', checks: [] });
  await sees('choose with :guess N');
  type(':guess 2');
  await expect.poll(() => session.intents.at(-1)).toEqual({ type: 'predict', choice: 'no-name' });
  type(':quit');
  await done;
  expect(session.closed).toBe(true);
  expect(all()).not.toContain('\x1b');
  expect(all().match(/Its address will be/g)).toHaveLength(1);
  expect(all().match(/The lab host runs/g)).toHaveLength(1);
});

test('one shell is heard at a time: the first of the lesson, then the one that is asked for', async () => {
  const { session, shell, sees, type, done, all } = start();
  const outside = new FakeTerminal('s2');
  session.terminals.set('s2', outside);
  session.set({ phase: 'work', shells: [...onHost1, { id: 's2', place: 'outside' }] });
  await sees('Start a container');
  shell.print('root@host1:~# ');
  outside.print('root@outside:~# ');
  await sees('root@host1:~# ');
  expect(all()).not.toContain('root@outside');
  type(':shell outside');
  await sees('Lines go to outside now.\nroot@outside:~# ');
  type('ip route');
  await expect.poll(() => outside.typed).toBe('ip route\r');
  expect(shell.typed).toBe('');
  type(':shell');
  await sees('Lines go to host1 now.');
  type(':shell nowhere');
  await sees(':shell nowhere: there are shells on host1, outside');
  type(':shell host1 2');
  await sees(':shell host1 2: there are shells on host1, outside');
  expect(session.intents).toEqual([]);
  session.set({ shells: onHost1 });
  type(':shell outside');
  await expect.poll(() => session.intents).toEqual([{ type: 'open-shell', place: 'outside' }]);
  const another = new FakeTerminal('s3');
  session.terminals.set('s3', another);
  session.set({ shells: [...onHost1, { id: 's3', place: 'outside' }] });
  type('hostname');
  await expect.poll(() => another.typed).toBe('hostname\r');
  type(':quit');
  await done;
});

test('what the mode keeps back is said at the start, and again when it is asked for', async () => {
  const policy = { mode: 'self-check', skip: false, solutions: false } as const;
  const { session, sees, type, done } = start({ offered: () => new Set() });
  session.set({ policy, phase: 'work', shells: onHost1 });
  type(':help');
  await sees('Self-check: no solutions and no skipping.');
  type(':solution');
  await sees('In self-check mode solutions are not shown.');
  type(':skip');
  await sees('In self-check mode steps are not skipped.');
  type(':recap');
  await sees('Saved as /home/anna/recap.md');
  type(':quit');
  await done;
  expect(session.intents).toEqual([]);
});

test('a defect in the telling ends the lesson, and is for the caller to explain', async () => {
  const { session, done } = start({
    offered: () => {
      throw new TypeError('a defect');
    },
  });
  session.set({ phase: 'work', shells: onHost1 });
  await expect(done).rejects.toThrow('a defect');
  expect(session.closed).toBe(true);
});

test('an ended input lets the last command finish, then ends the lab', async () => {
  const sample = sampleSession('zh', { shells: onHost1 });
  const input = new PassThrough();
  input.end('docker ps\n');
  const output = new PassThrough();
  await runPlain({
    opened: sample.opened,
    input,
    output,
    echoed: false,
    width: 80,
    signal: new AbortController().signal,
  });
  expect(sample.shell.typed).toBe('docker ps\r');
  expect(sample.session.closed).toBe(true);
  expect(String(output.read())).toContain('启动一个容器：');
});

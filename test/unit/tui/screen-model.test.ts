import { expect, test, vi } from 'vitest';
import { ScreenModel } from '../../../src/tui/terminal/screen-model.ts';
import { FakeTerminal } from './fake-session.ts';

function setUp(columns = 20, rows = 4) {
  const terminal = new FakeTerminal('s1');
  const model = new ScreenModel(terminal, columns, rows);
  const shows = (check: (rows: readonly string[]) => void) =>
    vi.waitFor(() => check(model.getSnapshot().rows), 10_000);
  return { terminal, model, shows };
}

test('wide characters take two columns and leave no blank behind them', async () => {
  const { terminal, shows, model } = setUp();
  terminal.print('日本 x🐳|✅|');
  await shows(rows => expect(rows[0]).toBe('日本 x🐳|✅|'));
  expect(model.getSnapshot().cursor).toEqual({ x: 12, y: 0 });
});

test('palette colours stay palette colours, and what is not coloured carries no codes', async () => {
  const { terminal, shows } = setUp();
  terminal.print('\x1b[31mred\x1b[0m \x1b[1;92mok\x1b[0m \x1b[38;5;200mx\x1b[0m p');
  await shows(rows =>
    expect(rows[0]).toBe('\x1b[31mred\x1b[0m \x1b[1;92mok\x1b[0m \x1b[38;5;200mx\x1b[0m p'),
  );
});

test('a blank with a background is seen, blanks without one are not kept', async () => {
  const { terminal, shows } = setUp();
  terminal.print('a\x1b[44m  \x1b[0m   ');
  await shows(rows => expect(rows[0]).toBe('a\x1b[44m  \x1b[0m'));
});

test('a character cut in two by the reads is put together', async () => {
  const { terminal, shows } = setUp();
  const bytes = Buffer.from('容器');
  terminal.print(bytes.subarray(0, 2));
  terminal.print(bytes.subarray(2));
  await shows(rows => expect(rows[0]).toBe('容器'));
});

test('what a program asks of the terminal is answered to the shell', async () => {
  const { terminal } = setUp();
  terminal.print('\x1b[6n');
  await expect.poll(() => terminal.typed).toBe('\x1b[1;1R');
});

test('the modes that keys and pastes follow are known', async () => {
  const { terminal, model } = setUp();
  expect([model.applicationCursor, model.bracketedPaste]).toEqual([false, false]);
  terminal.print('\x1b[?1h\x1b[?2004h');
  await expect.poll(() => [model.applicationCursor, model.bracketedPaste]).toEqual([true, true]);
});

test('a hidden cursor is not shown', async () => {
  const { terminal, model } = setUp();
  terminal.print('\x1b[?25lx');
  await expect.poll(() => model.getSnapshot().cursor).toBeUndefined();
  terminal.print('\x1b[?25h');
  await expect.poll(() => model.getSnapshot().cursor).toEqual({ x: 1, y: 0 });
});

test('older rows can be scrolled to and the newest come back', async () => {
  const { terminal, model, shows } = setUp();
  terminal.print(Array.from({ length: 10 }, (_, row) => `row ${row}`).join('\r\n'));
  await shows(rows => expect(rows.at(-1)).toBe('row 9'));
  model.scroll(-3);
  expect(model.getSnapshot().rows[0]).toBe('row 3');
  expect(model.getSnapshot().scrolledBy).toBe(3);
  expect(model.getSnapshot().cursor).toBeUndefined();
  model.scrollToEnd();
  expect(model.getSnapshot().scrolledBy).toBe(0);
});

test('a full-screen program is known as one', async () => {
  const { terminal, model } = setUp();
  terminal.print('\x1b[?1049h');
  await expect.poll(() => model.getSnapshot().alternate).toBe(true);
});

test('a flood pauses the shell, the last screen is kept, and it goes on afterwards', async () => {
  const { terminal, shows } = setUp();
  const line = Buffer.from(`${'x'.repeat(60)}\r\n`.repeat(1_000));
  for (let sent = 0; sent < 5 * 1024 * 1024; sent += line.length) terminal.print(line);
  terminal.print('the end');
  expect(terminal.flow[0]).toBe('pause');
  await expect.poll(() => terminal.flow.at(-1)).toBe('resume');
  await shows(rows => expect(rows.at(-1)).toBe('the end'));
});

test('a flood draws at most 60 frames a second, the first at once', async () => {
  const { terminal, model, shows } = setUp();
  let frames = 0;
  model.subscribe(() => frames++);
  const start = performance.now();
  terminal.print('first');
  await shows(rows => expect(rows[0]).toBe('first'));
  for (let n = 0; n < 500; n++) {
    terminal.print(`\r\n${n}`);
    await new Promise(setImmediate);
  }
  await shows(rows => expect(rows.at(-1)).toBe('499'));
  expect(frames).toBeLessThanOrEqual(Math.ceil((performance.now() - start) / (1000 / 60)) + 2);
});

test('of many sizes in a row the shell hears the last, the picture follows at once', async () => {
  const { terminal, model } = setUp();
  terminal.print('hello');
  for (let columns = 21; columns <= 50; columns++) model.resize(columns, 10);
  expect(model.getSnapshot().rows).toHaveLength(10);
  await expect
    .poll(() => terminal.sizes)
    .toEqual([
      [20, 4],
      [50, 10],
    ]);
});

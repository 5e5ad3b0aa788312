import { afterEach, describe, expect, test } from 'vitest';
import type { Lang } from '../../../src/lesson/index.ts';
import { said } from '../../../src/probe/schema/index.ts';
import type { SessionState } from '../../../src/session/index.ts';
import { cellWidth } from '../../../src/tui/text/cell-width.ts';
import { keys } from '../../screen/terminal.ts';
import { FakeTerminal } from './fake-session.ts';
import { sampleCatalogue, sampleSession, startInterface } from './in-process.ts';
import { sampleLesson } from './sample-lesson.ts';
import {
  acted,
  boot,
  broken,
  check,
  failing,
  measuredNames,
  onHost1,
  passing,
  work,
} from './sample-states.ts';

type Interface = ReturnType<typeof startInterface>;
const running: Interface[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(one => one.end()));
});

const sizes = [
  [80, 24],
  [120, 40],
] as const;
const langs: readonly Lang[] = ['en', 'zh'];
const everywhere = sizes.flatMap(([columns, rows]) => langs.map(lang => ({ columns, rows, lang })));

function open(
  columns: number,
  rows: number,
  lang: Lang,
  state: Partial<SessionState>,
  lesson = sampleLesson,
) {
  const sample = sampleSession(lang, state, lesson);
  const ui = startInterface(columns, rows, {
    lang,
    startLesson: async () => sample.opened,
    initial: { lesson: 'sample' },
  });
  running.push(ui);
  return { ...sample, ...ui };
}

function list(columns: number, rows: number, lang: Lang = 'en') {
  const started: string[] = [];
  const sample = sampleSession(lang, { shells: onHost1 });
  const ui = startInterface(columns, rows, {
    lang,
    startLesson: async lesson => {
      started.push(lesson);
      return sample.opened;
    },
  });
  running.push(ui);
  return { ...sample, ...ui, started };
}

/** No row is wider than the screen, and the last row is where the keys stand: the frame fills the screen exactly. */
function expectWhole(rows: readonly string[], columns: number, height: number) {
  expect(rows).toHaveLength(height);
  for (const row of rows) expect(cellWidth(row), row).toBeLessThanOrEqual(columns);
  expect(rows.at(-1)).not.toBe('');
  expect(rows.filter(row => row.startsWith(' netdojo '))).toHaveLength(1);
  expect(rows[0]).toMatch(/^ netdojo /);
}

describe.each(everywhere)('at $columns × $rows in $lang', ({ columns, rows, lang }) => {
  const words = {
    list: { en: 'step 3 of 6', zh: '第 3/6 步' },
    boot: { en: 'host1: dockerd', zh: 'host1: dockerd' },
    once: { en: 'once on this machine', zh: '本机只做一次' },
    fail: { en: '✖ fail', zh: '✖ 未通过' },
    note: { en: 'box2 is only on bridge', zh: 'box2 只在 bridge 上' },
    predict: { en: 'What will it say?', zh: '结果会是什么？' },
    choice: { en: 'bad address, as before.', zh: '还是 bad address。' },
    hint: { en: 'The option stands before the image.', zh: '选项写在镜像名前面。' },
    closing: { en: 'Remember.', zh: '记住' },
    kept: { en: 'Your progress is kept', zh: '进度都在' },
    retry: { en: 'r try again', zh: 'r 重来一次' },
  } as const;
  const wide = columns >= 100;

  test('the list shows lessons by part with their state', async () => {
    const { screen } = list(columns, rows, lang);
    await screen.until(words.list[lang]);
    const seen = await screen.idle();
    expectWhole(seen, columns, rows);
    expect(seen.join('\n')).toContain('One host');
  });

  test('the boot page shows stages with times, and the text to read meanwhile', async () => {
    const { screen } = open(columns, rows, lang, boot);
    const seen = await screen.until(shown => {
      const text = shown.join('\n');
      return text.includes(words.boot[lang]) && text.includes(words.once[lang]) && text.includes('host1');
    });
    expectWhole(seen, columns, rows);
    expect(seen.join('\n')).toMatch(/41\.3/);
    expect(seen.join('\n')).toContain(lang === 'en' ? 'Start a container:' : '启动一个容器：');
  });

  test('a failing check says what was asked, expected and got, and why; passing ones are one row', async () => {
    const { screen, type, session } = open(columns, rows, lang, work);
    await screen.until('host1 ▲');
    session.set({ commands: acted });
    // On a small screen the step began with its text; Esc and back shows it again.
    if (!wide) type(keys.esc);
    await screen.until('F12');
    if (!wide) type(`${keys.prefix}${keys.tab}`);
    await screen.until(words.fail[lang]);
    const seen = await screen.until(words.note[lang]);
    expectWhole(seen, columns, rows);
    const text = seen.join('\n');
    for (const fact of ['asked-ping', 'expected-open', 'no-such-name']) expect(text).toContain(fact);
    expect(text).not.toContain('asked-net');
  });

  test('a prediction is a menu, and choosing sends it', async () => {
    const { screen, type, session } = open(columns, rows, lang, {
      phase: 'predict',
      step: 'names',
      shells: onHost1,
      checks: [check('names', 'net')],
    });
    await screen.until(words.choice[lang]);
    expectWhole(await screen.idle(), columns, rows);
    type(keys.down + keys.down + keys.enter);
    await expect.poll(() => session.intents).toEqual([{ type: 'predict', choice: 'silence' }]);
  });

  test('hints come one by one on their page', async () => {
    const { screen, type, session } = open(columns, rows, lang, { shells: onHost1 });
    session.onIntent = ({ type: intent }) => {
      const hints = session.getSnapshot().steps.first?.hints ?? 0;
      if (intent === 'hint')
        session.set({ steps: { first: { status: 'open', hints: hints + 1, solutionShown: false } } });
    };
    await screen.until('host1 ▲');
    type(`${keys.prefix}h`);
    expectWhole(await screen.until(words.hint[lang]), columns, rows);
    type(keys.enter);
    await screen.until('docker run --help');
    expect(session.intents).toEqual([{ type: 'hint' }, { type: 'hint' }]);
  });

  test('a mode that keeps something back is named above the lesson, and told on the help page', async () => {
    const policy = { mode: 'self-check', skip: false, solutions: false } as const;
    const { screen, type } = open(columns, rows, lang, { ...work, policy });
    await screen.until('self-check');
    type(`${keys.prefix}?`);
    const told = await screen.until(lang === 'zh' ? 'self-check 模式：' : 'Self-check: no solutions');
    expectWhole(told, columns, rows);
  });

  test('the closing page tells what to remember and the commands that worked, from the first to the last', async () => {
    const ran = ['docker ps -n 1', ...Array.from({ length: 30 }, (_, n) => `true ${n}`), 'docker network ls'];
    const { screen, type } = open(columns, rows, lang, {
      phase: 'closing',
      step: 'address',
      shells: onHost1,
      commands: ran.map((text, at) => ({ at, text, exitCode: text === 'true 27' ? 1 : 0 })),
    });
    await screen.until(words.closing[lang]);
    expectWhole(await screen.until('docker ps -n 1'), columns, rows);
    for (let page = 0; page < 3; page += 1) type('\u001b[6~');
    const end = await screen.until('docker network ls');
    expectWhole(end, columns, rows);
    expect(end.join('\n')).not.toContain('true 27');
    type('s');
    expectWhole(await screen.until('/home/anna/recap.md'), columns, rows);
  });

  test('the trouble page tells what happened, what is kept and what to press', async () => {
    const { screen, type, session } = open(columns, rows, lang, broken);
    await screen.until(words.kept[lang]);
    const seen = await screen.until(words.retry[lang]);
    expectWhole(seen, columns, rows);
    expect(seen.join('\n')).toContain('/var/log/netdojo.log');
    type('r');
    await expect.poll(() => session.intents).toEqual([{ type: 'retry' }]);
  });
});

test.each(sizes)(
  'while the lab is made the prediction can be made too, at %i × %i',
  async (columns, rows) => {
    const sample = sampleSession('en', { ...boot, step: 'names' });
    const ui = startInterface(columns, rows, {
      startLesson: async () => ({ ...sample.opened, offered: () => new Set(['predict'] as const) }),
      initial: { lesson: 'sample' },
    });
    running.push(ui);
    await ui.screen.until('Silence: the name is found');
    const seen = await ui.screen.until('host1: dockerd');
    expectWhole(seen, columns, rows);
    for (const text of ['41.3 s', 'What will it say?', '▸ 1 It answers.', "4 I can't tell yet."])
      expect(seen.join('\n')).toContain(text);
    ui.type('2');
    await expect.poll(() => sample.session.intents).toEqual([{ type: 'predict', choice: 'no-name' }]);
  },
);

test('what is typed right behind a guess goes to the shell, nothing is lost', async () => {
  const { screen, type, shell, session } = open(120, 40, 'en', {
    phase: 'predict',
    step: 'names',
    shells: onHost1,
  });
  await screen.until('▸ 1 It answers.');
  type('2ls\r');
  await expect.poll(() => shell.typed).toBe('ls\r');
  expect(session.intents).toEqual([{ type: 'predict', choice: 'no-name' }]);
});

test('before the first command of a step its text is shown whole, afterwards the checks get their share', async () => {
  const { screen, session } = open(100, 23, 'en', {
    shells: onHost1,
    checks: [check('first', 'runs', { ...failing, id: 'runs' })],
  });
  const before = await screen.until('Its address will be');
  expect(before.join('\n')).toContain('○ to do');
  expect(before.join('\n')).not.toContain('evidence');
  session.set({ commands: acted });
  const after = await screen.until('bad address');
  expect(after.join('\n')).toContain('✖ fail');
});

test('on a small screen a measured guess is announced below the terminal', async () => {
  const { screen, type, session } = open(80, 24, 'en', { ...work, phase: 'green' });
  await screen.until('host1 ▲');
  type(keys.enter);
  await screen.until('every check passes: ^] n goes on');
  const names = { status: 'open', hints: 0, solutionShown: false, predicted: 'no-name' } as const;
  session.set({ steps: { names: { ...names, measured: { choice: 'open', got: { code: 'got-open' } } } } });
  await screen.until('your guess is measured');
  type(`${keys.prefix}${keys.tab}`);
  await screen.until('It answers.');
});

test('on a small screen the terminal says after the last step where the closing page is', async () => {
  const { screen, type } = open(80, 24, 'en', { ...work, phase: 'closing' });
  const page = await screen.until('A name belongs to a network.');
  expect(page.join('\n')).not.toContain('the lesson is done: ^]');
  type(keys.esc);
  await screen.until('the lesson is done: ^] Tab shows the closing page');
  type(`${keys.prefix}${keys.tab}`);
  await screen.until('A name belongs to a network.');
});

test('what a session has to tell, and that a solution is being played, is on the screen', async () => {
  const { screen, session } = open(120, 40, 'en', {
    ...work,
    notices: [{ code: 'progress-damaged' }],
    playing: true,
  });
  await screen.until('! progress-damaged');
  await screen.until('a solution is being played');
  session.set({ playing: false });
  await screen.until(rows => !rows.join('\n').includes('being played'));
});

test.each([
  { columns: 120, rows: 40, x: 61, y: 38 },
  { columns: 80, rows: 24, x: 17, y: 22 },
])(
  'an answer is typed below the terminal, which stays in sight, at $columns × $rows',
  async ({ columns, rows, x, y }) => {
    const { screen, type, session, shell } = open(columns, rows, 'en', {
      step: 'address',
      shells: onHost1,
      checks: [check('address', 'value')],
    });
    await screen.until('^] a types it');
    shell.print('inet 172.17.0.2/16');
    type(`${keys.prefix}a`);
    await screen.until('Enter sends');
    type(`172.17.0.x${keys.backspace}2`);
    const seen = await screen.until('Your answer ▸ 172.17.0.2');
    expectWhole(seen, columns, rows);
    expect(seen.join('\n')).toContain('inet 172.17.0.2/16');
    await screen.idle();
    expect(screen.cursor()).toEqual({ x: x + '172.17.0.2'.length, y });
    type(keys.enter);
    await expect.poll(() => session.intents).toEqual([{ type: 'answer', value: '172.17.0.2' }]);
    // What is said to the answer is looked at where only one pane fits.
    session.set({
      steps: { address: { status: 'open', hints: 0, solutionShown: false, answered: '172.17.0.2' } },
      checks: [check('address', 'value', { ...failing, id: 'value', got: said('answer-other') })],
    });
    await screen.until('answer-other');
  },
);

test('older output is scrolled to by a key, and typing goes back to the prompt', async () => {
  const { screen, type, shell } = open(120, 40, 'en', { shells: onHost1 });
  await screen.until('host1 ▲');
  shell.print(`${Array.from({ length: 100 }, (_, row) => `row ${row}.`).join('\r\n')}\r\n# `);
  await screen.until('row 99.');
  type(`${keys.prefix}u`);
  await screen.until('lines back');
  // The oldest rows, however many the terminal shows at a time.
  for (let page = 0; page < 5; page += 1) type(keys.pageUp);
  await screen.until('row 1.');
  type('x');
  await screen.until('row 99.');
  await expect.poll(() => shell.typed).toBe('x');
});

test('zoom gives the terminal the whole width and back', async () => {
  const { screen, type, session } = open(120, 40, 'en', { shells: onHost1 });
  await screen.until('┬');
  type(`${keys.prefix}z`);
  await screen.until(rows => !rows.join('\n').includes('┬'));
  expect(session.shellSize).toEqual([120, 36]);
  type(`${keys.prefix}z`);
  await screen.until('┬');
  expect(session.shellSize).toEqual([75, 23]);
});

test('a screen too small for it gets a polite sentence, and the lesson comes back when it grows', async () => {
  const { screen, resize, shell, type } = open(100, 30, 'en', { shells: onHost1 });
  await screen.until('host1 ▲');
  shell.print('root@host1:~# ');
  await screen.until('root@host1:~#');
  resize(50, 12);
  await screen.until('netdojo needs 60 × 15');
  type('q');
  resize(100, 30);
  await screen.until('root@host1:~#');
  expect(shell.typed).toBe('');
});

test('a storm of sizes leaves one whole frame and no ghosts', async () => {
  const { screen, resize, shell } = open(120, 40, 'zh', work);
  await screen.until('host1 ▲');
  shell.print('root@host1:~# echo 你好\r\n你好\r\n');
  for (let turn = 0; turn < 30; turn++) {
    const columns = 60 + ((turn * 37) % 120);
    const rows = 15 + ((turn * 13) % 40);
    resize(columns, rows);
    await screen.idle(25);
    expectWhole(screen.rows(), columns, rows);
    expect(screen.rows().filter(row => row.includes('F12') || row.includes('PgDn'))).toHaveLength(1);
  }
  resize(120, 40);
  const seen = await screen.until('echo 你好');
  expect(seen.filter(row => row.includes('┬'))).toHaveLength(1);
  expect(seen.filter(row => row.includes('┴'))).toHaveLength(1);
});

test.each([
  { columns: 110, shown: 'host1 ▲  Docker 20.10.24' },
  // No room for the word.
  { columns: 60, shown: 'host1 ▲  20.10.24' },
])('the header of $columns columns says which Docker runs: $shown', async ({ columns, shown }) => {
  const { screen } = open(columns, 30, 'en', { ...work, engine: '20.10.24' });
  await screen.until('host1 ▲');
  expect(screen.rows()[0]?.trimEnd().endsWith(shown), screen.rows()[0]).toBe(true);
});

test('a window that only gets narrower is drawn as if it had always been so', async () => {
  const { screen, resize } = open(110, 30, 'zh', work);
  await screen.until('host1 ▲');
  for (const columns of [105, 99, 90, 70, 61, 59]) {
    resize(columns, 30);
    await screen.idle(50);
    const fresh = open(columns, 30, 'zh', work);
    const expected = await fresh.screen.until(columns < 60 ? 'netdojo 需要' : 'host1 ▲');
    // On a small screen a step just opened begins with its text, one that was resized into it goes on in its terminal.
    const shown = columns < 100 && columns >= 60 ? [screen.rows()[0]] : screen.rows();
    expect(shown, `at ${columns}`).toEqual(expected.slice(0, shown.length));
    expect(screen.rows().filter(row => row.includes('───'))).toHaveLength(
      // Above the panes, below them, and between the terminal and the map.
      columns < 60 ? 0 : columns < 100 ? 1 : 3,
    );
  }
});

test('down, down, Enter in one burst opens the third lesson', async () => {
  const { screen, type, started } = list(80, 24);
  await screen.until('Two containers');
  type(keys.down + keys.down + keys.enter);
  await expect.poll(() => started).toEqual(['lesson-0-2']);
});

test('typing filters the list, letters that move a menu elsewhere included, and Esc shows all again', async () => {
  const { screen, type, started } = list(80, 24);
  await screen.until('Two containers');
  type('work');
  await screen.until(
    rows => rows.join('\n').includes('Names on a network') && !rows.join('\n').includes('Publish'),
  );
  type(keys.esc);
  await screen.until('Publish');
  type(`iso${keys.enter}`);
  await expect.poll(() => started).toEqual(['lesson-0-5']);
});

test('in a lesson every key goes to the shell, and the real cursor stands in it', async () => {
  const { screen, type, shell } = open(120, 40, 'en', { shells: onHost1 });
  await screen.until('host1 ▲');
  shell.print('root@host1:~# 中');
  await screen.until('root@host1:~# 中');
  type('ls -l\r\x03\x1a');
  await expect.poll(() => shell.typed).toBe('ls -l\r\x03\x1a');
  await screen.idle();
  const row = screen.rows().findIndex(one => one.includes('root@host1'));
  const column = screen.rows()[row]?.indexOf('root@host1') ?? -1;
  expect(screen.cursor()).toEqual({ x: column + 16, y: row });
});

test('the prefix takes one key and gives the keyboard back; twice it is typed', async () => {
  const { screen, type, shell } = open(120, 40, 'en', { shells: onHost1 });
  await screen.until('host1 ▲');
  type(keys.prefix);
  await screen.until('LESSON KEY');
  type('!');
  await screen.until(rows => !rows.join('\n').includes('LESSON KEY'));
  type(`a${keys.prefix}${keys.prefix}b`);
  await expect.poll(() => shell.typed).toBe(`a${keys.prefix}b`);
});

test('the command of a step is put on the prompt without Enter', async () => {
  const { screen, type, shell } = open(120, 40, 'en', { shells: onHost1 });
  await screen.until('put command');
  type(`${keys.prefix}p`);
  // A shell that was only just opened would show it twice.
  shell.print('starting');
  await screen.until('starting');
  expect(shell.typed).toBe('');
  shell.print('\x1b[?2004hroot@host1:~# ');
  await expect.poll(() => shell.typed).toBe('\x1b[200~docker run -dit --name box1 busybox\x1b[201~');
});

test('a command is put where it belongs: in the shell of its machine that is at its prompt', async () => {
  const { screen, type, shell, session } = open(120, 40, 'en', {
    shells: [{ id: 's1', place: 'outside' }],
  });
  const { shell: onHost } = sampleSession('en');
  session.terminals.set('s2', onHost);
  session.set({
    shells: [
      { id: 's1', place: 'outside' },
      { id: 's2', place: 'host1' },
    ],
  });
  await screen.until('the command of this step belongs on host1: ^] p puts it there');
  onHost.print('\x1b[?2004hthe host');
  type(`${keys.prefix}p`);
  await screen.until('the host');
  await expect.poll(() => onHost.typed).toBe('\x1b[200~docker run -dit --name box1 busybox\x1b[201~');
  expect(shell.typed).toBe('');
  await screen.until(rows => !rows.join('\n').includes('belongs on'));
});

test('where every shell of its machine is busy, a command gets one of its own', async () => {
  const busy = { id: 's1', place: 'host1', busySince: Date.now() };
  const { screen, type, shell, session } = open(120, 40, 'en', { shells: [busy] });
  await screen.until('put command');
  type(`${keys.prefix}p`);
  await expect.poll(() => session.intents).toEqual([{ type: 'open-shell', place: 'host1' }]);
  const { shell: second } = sampleSession('en');
  session.terminals.set('s2', second);
  session.set({ shells: [busy, { id: 's2', place: 'host1' }] });
  await screen.until('host1…   host1 2');
  expect(second.typed).toBe('');
  second.print('\x1b[?2004hroot@host1:~# ');
  await expect.poll(() => second.typed).toBe('\x1b[200~docker run -dit --name box1 busybox\x1b[201~');
  expect(shell.typed).toBe('');
});

describe.each([
  [80, 24],
  [120, 40],
])('at %i × %i', (columns, rows) => {
  test('shells of the lesson are tabs: the first one is looked at, and one where a command runs says so', async () => {
    const { screen, type, session, shell } = open(columns, rows, 'en', { phase: 'boot' });
    const more = ['s2', 's3'].map(id => {
      const terminal = new FakeTerminal(id);
      session.terminals.set(id, terminal);
      return terminal;
    });
    const three: SessionState['shells'] = [
      { id: 's1', place: 'host1' },
      { id: 's2', place: 'host1' },
      { id: 's3', place: 'outside' },
    ];
    await screen.until('host1 …');
    session.set({ phase: 'work', shells: three.slice(0, 1) });
    session.set({ shells: three.slice(0, 2) });
    session.set({ shells: three });
    shell.print('the first');
    more[1]?.print('the third');
    await screen.until('host1   host1 2   outside');
    type(keys.enter);
    await screen.until('the first');
    type(`${keys.prefix}t`);
    await screen.until(shown => !shown.join('\n').includes('the first'));
    type(`${keys.prefix}t`);
    await screen.until('the third');
    session.set({ shells: three.with(1, { id: 's2', place: 'host1', busySince: Date.now() }) });
    await screen.until('host1 2…   outside');
    // One that goes leaves the one before it.
    session.set({ shells: three.slice(0, 2) });
    await screen.until(shown => !shown.join('\n').includes('outside'));
    type('x');
    await expect.poll(() => more[0]?.typed).toBe('x');
  });

  test('a page asks where another shell is to be opened', async () => {
    const { screen, type, session } = open(columns, rows, 'en', { shells: onHost1 });
    await screen.until('host1 ▲');
    type(`${keys.prefix}o`);
    await screen.until(/Open a shell on[\s\S]*1 {2}host1[\s\S]*2 {2}outside/);
    type('3');
    type('2');
    await expect.poll(() => session.intents).toEqual([{ type: 'open-shell', place: 'outside' }]);
    await screen.until(shown => !shown.join('\n').includes('Open a shell on'));
  });
});

test('Docker asked for on the outside machine is told where it is', async () => {
  const { screen } = open(120, 40, 'en', {
    step: 'names',
    shells: [{ id: 's1', place: 'outside' }],
    commands: [{ at: 1, text: 'docker ps', shell: 's1', exitCode: 1 }],
  });
  await screen.until('this is the outside machine: Docker is on the host (^] t)');
});

test('a capture in another shell is said to keep checks waiting, as long as one waits', async () => {
  const shells = [
    { id: 's1', place: 'host1' },
    { id: 's2', place: 'host1', busySince: Date.now() },
  ];
  const { screen, session } = open(120, 40, 'en', {
    step: 'names',
    shells,
    commands: [
      { at: 1, text: 'tcpdump -n -i docker0', shell: 's2' },
      { at: 2, text: 'ls', shell: 's1', exitCode: 0 },
    ],
    checks: [{ id: 'reach', step: 'names', bystander: false, checking: false }],
  });
  await screen.until('some checks wait for host1 2: ^] c runs them now');
  session.set({ shells: onHost1 });
  await screen.until(rows => !rows.join('\n').includes('checks wait'));
});

test('what a quiet step leaves waiting is said to run when asked for, once all else passes', async () => {
  const steps = sampleLesson.steps.map(step => (step.id === 'names' ? { ...step, quiet: true } : step));
  const net = check('names', 'net', passing('net'));
  const reach = check('names', 'reach');
  const state = { ...work, checks: [net, reach] };
  const { screen, session } = open(120, 40, 'en', state, { ...sampleLesson, steps });
  await screen.until(
    rows => rows.join('\n').includes('waiting') && !rows.join('\n').includes('when you ask'),
  );
  session.set({ commands: acted });
  await screen.until('checks marked waiting run when you ask: ^] n');
  session.set({ checks: [check('names', 'net', { ...failing, id: 'net' }), reach] });
  await screen.until(rows => !rows.join('\n').includes('when you ask'));
  session.set({ checks: [net, reach] });
  await screen.until('when you ask');
  session.set({ checks: [net, check('names', 'reach', undefined, true)] });
  await screen.until(rows => !rows.join('\n').includes('when you ask'));
});

test('a command that does not come back is named after five seconds, and how to stop it', async () => {
  const { screen, session } = open(120, 40, 'en', { shells: onHost1 });
  await screen.until('host1 ▲');
  session.set({
    shells: [{ id: 's1', place: 'host1', busySince: Date.now() - 4_900 }],
    commands: [{ at: 1, text: 'ping box1' }],
  });
  await screen.until('still running: Ctrl-C stops it');
  session.set({ commands: [{ at: 1, text: 'docker run -it --rm busybox' }] });
  await screen.until('exit ends it, Ctrl-P Ctrl-Q leaves it running');
  session.set({ shells: onHost1 });
  await screen.until(rows => !rows.join('\n').includes('Ctrl-P'));
});

test('a full-width character is named below the terminal and blocks nothing', async () => {
  const { screen, type, shell } = open(80, 24, 'zh', { shells: onHost1 });
  await screen.until('host1 ▲');
  type(`${keys.esc}`);
  await screen.until('课程按键');
  type('docker run －dit');
  await screen.until('第 12 个字符“－”不是半角的 -（在 docker run 后面）');
  expect(shell.typed).toBe('docker run －dit');
});

test('a shell that ended says so, and Enter opens it again', async () => {
  const { screen, type, session } = open(120, 40, 'en', { shells: onHost1 });
  await screen.until('host1 ▲');
  session.set({ shells: [{ id: 's1', place: 'host1', ended: true }] });
  await screen.until('the shell ended: Enter opens a new one');
  type('x\r');
  await expect.poll(() => session.intents).toEqual([{ type: 'reopen-shell', shell: 's1' }]);
});

test('a paste of several lines into a program that would run them is asked about first', async () => {
  const { screen, type, shell } = open(120, 40, 'en', { shells: onHost1 });
  await screen.until('host1 ▲');
  const paste = '\x1b[200~one\ntwo\x1b[201~';
  type(paste);
  await screen.until('Paste 2 lines?');
  type(keys.enter);
  await expect.poll(() => shell.typed).toBe('one\rtwo');
  shell.print('\x1b[?2004hready');
  await screen.until('ready');
  type(paste);
  await expect.poll(() => shell.typed).toBe('one\rtwo\x1b[200~one\rtwo\x1b[201~');
});

test('what is pasted over the text of a step goes to the shell', async () => {
  const { screen, type, shell } = open(80, 24, 'en', { shells: onHost1 });
  await screen.until('Enter or just type: terminal');
  type('\x1b[200~docker ps\x1b[201~');
  await expect.poll(() => shell.typed).toBe('docker ps');
  await screen.until('F12');
});

test('checks that are being run say so at once, and keep their last result', async () => {
  const { screen, session } = open(120, 40, 'en', work);
  await screen.until('○ to do');
  session.set({
    checks: [check('names', 'net', passing('net'), true), check('names', 'both', undefined, true)],
  });
  const seen = await screen.until('checking…');
  expect(seen.join('\n')).toContain('✔ pass');
  expect(seen.join('\n')).toContain('… checking');
});

test('guess and measurement stand side by side, with the lesson’s reply', async () => {
  const { screen, session } = open(120, 40, 'en', work);
  await screen.until('measured afterwards');
  session.set({ phase: 'green', checks: [], steps: measuredNames });
  const seen = await screen.until('Measured');
  expect(seen.some(row => row.includes('bad address, as') && row.includes('It answers.'))).toBe(true);
  expect(seen.join('\n')).toContain('On bridge that would be so.');
});

test('as long as a check fails the guess takes one row, and while a lab is made nothing is told of the one before', async () => {
  const { screen, session } = open(120, 40, 'en', { ...work, steps: measuredNames });
  await screen.until('host1 ▲');
  session.set({ commands: acted });
  const seen = await screen.until('✖ fail');
  expect(seen.join('\n')).not.toContain('On bridge that would be so.');
  expect(seen.some(row => row.includes('Your guess  bad address'))).toBe(true);
  session.set({ phase: 'boot' });
  const booting = await screen.until('Making your lab');
  for (const old of ['✖ fail', 'Your guess']) expect(booting.join('\n')).not.toContain(old);
});

test('what the checks have to say and the pane has no room for is read on behind the text', async () => {
  const ids = ['net', 'both', 'reach'];
  const long = (id: string) =>
    check('names', id, {
      ...failing,
      id,
      evidence: {
        command: `docker exec box2 ping -c 1 ${id}-box`,
        output: `line one\nline two\nend of ${id}`,
      },
    });
  const { screen, type, session } = open(120, 24, 'en', { ...work, checks: ids.map(long) });
  await screen.until('host1 ▲');
  session.set({ commands: acted });
  await screen.until('note');
  expect((await screen.idle()).join('\n')).not.toContain('end of reach');
  type(`${keys.prefix}${keys.tab}`);
  type('\x1b[F');
  await screen.until('end of reach');
});

test('where only one pane fits, what a failing check got is said below the terminal', async () => {
  const { screen, type, session } = open(80, 24, 'en', work);
  await screen.until('host1 ▲');
  type(keys.enter);
  await screen.until('✔✔○');
  session.set({ commands: acted });
  await screen.until('no-such-name · ^] Tab tells more');
  await screen.until('✔✔✖');
});

test('an image that no registry gave is explained, as long as that was the last command', async () => {
  const { screen, session, shell } = open(100, 30, 'en', { shells: onHost1 });
  await screen.until('host1 ▲');
  shell.print('# docker run ubuntu\r\ndocker: Get "https://registry-1.docker.io/v2/": no such host\r\n# ');
  const run = { at: 1, text: 'docker run ubuntu', exitCode: 125, shell: 's1' };
  session.set({ commands: [run] });
  await screen.until('no Internet here, on purpose');
  session.set({ commands: [run, { ...run, text: 'docker rm -f box1', exitCode: 1 }] });
  shell.print('docker rm -f box1\r\nno such container\r\n# ');
  await screen.until(rows => !rows.join('\n').includes('no Internet here'));
});

test('a placeholder is named while it has no value, and asked for again at every change', async () => {
  const { screen, session } = open(120, 40, 'en', { shells: onHost1 });
  await screen.until('Its address will be ‹ip of box1›.');
  session.values = { '{ip:box1}': '172.17.0.2' };
  // Nothing that makes a known address stale: a round of checks begins.
  session.set({ checks: [check('first', 'runs', undefined, true)] });
  await screen.until('Its address will be 172.17.0.2.');
});

test('a step that is solved ahead is told by its title', async () => {
  const { screen } = open(80, 24, 'en', {
    phase: 'boot',
    step: 'address',
    boot: [{ id: 'forward', status: 'running', ms: 100, detail: 'names' }],
  });
  await screen.until('A second network, and names');
});

test('placeholders are filled from the lab', async () => {
  const { screen, session } = open(120, 40, 'en', { phase: 'boot' });
  await screen.until('Its address will be');
  session.values = { '{ip:box1}': '172.17.0.2' };
  session.set({ phase: 'work', shells: onHost1 });
  await screen.until('Its address will be 172.17.0.2.');
});

test('a second shell is opened by a key and switched to by the same key', async () => {
  const { screen, type, session, shell } = open(120, 40, 'en', { shells: onHost1 });
  await screen.until('host1 ▲');
  shell.print('first shell');
  type(`${keys.prefix}t`);
  await expect.poll(() => session.intents).toEqual([{ type: 'open-shell' }]);
  const { shell: second } = sampleSession('en');
  session.terminals.set('s2', second);
  session.set({ shells: [...onHost1, { id: 's2', place: 'host1' }] });
  second.print('other shell');
  await screen.until('other shell');
  type(`${keys.prefix}t`);
  await screen.until('first shell');
  type('x');
  await expect.poll(() => shell.typed).toBe('x');
  expect(second.typed).toBe('');
});

test('while a lesson opens, what it teaches can be read to its end', async () => {
  const intro = Array.from({ length: 40 }, (_, row) => `Point ${row}.`).join('\n\n');
  const parts = sampleCatalogue.parts.map(part => ({
    ...part,
    lessons: part.lessons.map(lesson => ({ ...lesson, intro })),
  }));
  const ui = startInterface(80, 24, {
    catalogue: async () => ({ ...sampleCatalogue, parts }),
    startLesson: () => new Promise(() => {}),
    initial: { lesson: 'sample' },
  });
  running.push(ui);
  await ui.screen.until('more lines (↓)');
  ui.type('\x1b[F');
  await ui.screen.until('Point 39.');
});

test('leaving a lesson closes it and shows the list on that lesson', async () => {
  const { screen, type, session } = open(120, 40, 'en', { shells: onHost1 });
  await screen.until('host1 ▲');
  type(`${keys.prefix}q`);
  await screen.until('Leave the lesson?');
  type(keys.enter);
  await screen.until('▸ ◐  2 Names on a network');
  expect(session.closed).toBe(true);
});

test('an environment that cannot open a lesson is a page, and a defect ends the interface with its error', async () => {
  const gone = Object.assign(new Error('gone'), {
    name: 'EnvironmentError',
    code: 'engine-gone',
    params: {},
  });
  const first = startInterface(80, 24, {
    startLesson: () => Promise.reject(gone),
    initial: { lesson: 'sample' },
  });
  running.push(first);
  await first.screen.until('Enter lesson list');
  first.type(keys.enter);
  await first.screen.until('Two containers');

  const second = startInterface(80, 24, {
    startLesson: () => Promise.reject(new TypeError('a defect')),
    initial: { lesson: 'sample' },
  });
  await expect(second.done).rejects.toThrow('a defect');
  expect(second.screen.alternate()).toBe(false);
});

test('the terminal is given back at the end: main screen, raw mode off, paste marks off', async () => {
  const { screen, type, done, stdin } = list(80, 24);
  await screen.until('Two containers');
  expect(screen.alternate()).toBe(true);
  type(keys.ctrlC);
  await done;
  await screen.idle();
  expect(screen.alternate()).toBe(false);
  expect(stdin.raw).toEqual([true, false]);
  const raw = screen.raw().toString('latin1');
  expect(raw.lastIndexOf('\x1b[?2004l')).toBeGreaterThan(raw.lastIndexOf('\x1b[?2004h'));
  expect(raw).not.toMatch(/\x1b\[[23]J/);
  running.length = 0;
});

test('without colours there are none, and marks still differ by glyph and word', async () => {
  const sample = sampleSession('en', work);
  const ui = startInterface(120, 40, {
    startLesson: async () => sample.opened,
    initial: { lesson: 'sample' },
    colour: false,
  });
  running.push(ui);
  await ui.screen.until('host1 ▲');
  sample.session.set({ commands: acted });
  await ui.screen.until('✖ fail');
  expect(ui.screen.raw().toString('latin1')).not.toMatch(/\x1b\[(?:\d+;)*(?:3[0-7]|9[0-7]|4[0-7])m/);
});

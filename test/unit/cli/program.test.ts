import { describe, expect, it } from 'vitest';
import { textOption } from '../../../src/cli/command-spec.ts';
import { commands } from '../../../src/cli/commands.ts';
import { readEngine, readEngines } from '../../../src/cli/engines-option.ts';
import { findLesson, findStep } from '../../../src/cli/lessons.ts';
import { parse } from '../../../src/cli/program.ts';
import { generations } from '../../../src/lab/index.ts';

describe('a mistake in the arguments', () => {
  it.each([
    { line: 'strat isolation', code: 'cli.unknown-command', word: 'strat', nearest: 'start' },
    { line: '--lang zh strat', code: 'cli.unknown-command', word: 'strat', nearest: 'start' },
    { line: 'chek --all', code: 'cli.unknown-command', word: 'chek', nearest: 'check' },
    { line: 'check --al', code: 'cli.unknown-option', word: '--al', nearest: '--all' },
    { line: 'list --lagn zh', code: 'cli.unknown-option', word: '--lagn', nearest: '--lang' },
    { line: '--jsn list', code: 'cli.unknown-option', word: '--jsn', nearest: '--json' },
    { line: 'up', code: 'cli.missing-argument', word: 'lesson', nearest: undefined },
  ])('netdojo $line: $code "$word", nearest $nearest', async ({ line, code, word, nearest }) => {
    await expect(parse(line.split(' '), 'en')).rejects.toMatchObject({ code, params: { word }, nearest });
  });

  it.each(['list foo', '--lang zh list foo'])('netdojo %s: list takes fewer', async line => {
    await expect(parse(line.split(' '), 'en')).rejects.toMatchObject({
      code: 'cli.excess-arguments',
      params: { command: 'list' },
    });
  });
});

describe('the engines an option names', () => {
  it.each([
    [undefined, undefined],
    ['all', ['20.10', '26.1', '28.5']],
    ['28.5,20.10', ['20.10', '28.5']],
    ['28.5, 28.5', ['28.5']],
  ])('%s: %s', async (list, engines) => {
    expect(await readEngines({ engines: list }, 'engines')).toEqual(engines);
  });

  it.each([
    ['20.11', '20.10'],
    ['28', '28.5'],
    ['20.10,al', 'all'],
    ['podman', undefined],
    ['', undefined],
  ])('%s is none, nearest %s', async (list, nearest) => {
    const word = list.split(',').at(-1);
    await expect(readEngines({ engines: list }, 'engines')).rejects.toMatchObject({
      code: 'cli.unknown-engine',
      params: { word },
      nearest,
    });
  });

  it('one is one', async () => {
    expect(await readEngine({})).toBeUndefined();
    expect(await readEngine({ on: '20.10' })).toBe('20.10');
    await expect(readEngine({ on: 'all' })).rejects.toMatchObject({ code: 'cli.unknown-engine' });
  });

  it('are those lab hosts can run', async () => {
    expect(await readEngines({ on: 'all' }, 'on')).toEqual([...generations]);
  });
});

it('what stands behind -- of exec is no business of the parser', async () => {
  const call = await parse(['--lab', 'x', 'exec', 'host1', '--', 'ls', '--all'], 'en');
  expect(call).toMatchObject({ args: ['host1', 'ls', '--all'], global: { lab: 'x' } });
  expect(call?.command?.name).toBe('exec');
});

it('an example in the help names a lesson and a step there are', async () => {
  const named: string[] = [];
  for (const example of commands.flatMap(({ examples }) => examples)) {
    const call = await parse(example.split(' '), 'en');
    if (!['start', 'up', 'prove'].includes(call?.command?.name ?? '')) continue;
    for (const word of call?.args ?? []) {
      const lesson = findLesson(word);
      named.push(`${lesson.id} ${findStep(lesson, textOption(call?.options ?? {}, 'step')) ?? ''}`);
    }
  }
  expect(named).toContain('isolation rule');
});

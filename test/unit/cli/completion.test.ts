import { expect, it } from 'vitest';
import { commands, globalOptions } from '../../../src/cli/commands.ts';
import { candidates } from '../../../src/cli/completion/candidates.ts';
import { valuesOf } from '../../../src/cli/completion/values.ts';
import { curriculum } from '../../../src/cli/lessons.ts';

/** The words offered for a line; a blank at its end begins a new word. */
function offered(line: string): string[] {
  return candidates(line.split(' ')).words.map(({ word }) => word);
}

it('every command is offered, with what it does', () => {
  expect(candidates(['']).words).toEqual(commands.map(({ name, about }) => ({ word: name, about })));
});

it('every lesson is offered, and the steps of the one that is given', () => {
  const { lessons } = curriculum();
  expect(offered('start ').sort()).toEqual([...lessons.keys()].sort());
  for (const [id, { steps }] of lessons)
    expect(offered(`start ${id} --step `)).toEqual(steps.map(step => step.id));
});

it('a lesson may stand by its path, and so may its steps be had', () => {
  expect(candidates(['prove', 'lessons/'])).toEqual({ words: [], paths: 'folders' });
  expect(offered('up lessons/isolation --step r')).toEqual(['routes', 'rule']);
});

it.each([
  { line: 'st', words: ['start'] },
  { line: '--lang ', words: ['en', 'zh'] },
  { line: '--lang zh st', words: ['start'] },
  { line: 'start --lang=z', words: ['--lang=zh'] },
  { line: 'up isolation --mode ', words: ['guided', 'workshop', 'self-check'] },
  { line: 'up --allow s', words: ['skip', 'solutions'] },
  { line: 'up --allow skip,', words: ['skip,solutions'] },
  { line: 'up isolation --on ', words: ['20.10', '26.1', '28.5'] },
  { line: 'prove --on 2', words: ['20.10', '26.1', '28.5'] },
  { line: 'setup --engines 20.10,2', words: ['20.10,26.1', '20.10,28.5'] },
  { line: 'setup --engines a', words: ['all'] },
  { line: 'prove isolation iso', words: ['isolation'] },
  { line: 'completion ', words: ['bash', 'zsh', 'fish'] },
  { line: '--engine-host ', words: ['private'] },
  { line: '--yes --y', words: [] },
  { line: 'start isolation iso', words: [] },
  { line: 'start --step ', words: [] },
  { line: 'nosuch ', words: [] },
  { line: 'exec host1 -- st', words: [] },
  { line: 'up --for ', words: [] },
])('netdojo $line| is completed by $words', ({ line, words }) => {
  expect(offered(line)).toEqual(words);
});

it('options are those of the command and those of all, each but once', () => {
  const long = (flags: string): string => /--[a-z-]+/.exec(flags)?.[0] ?? '';
  const solution = commands.find(({ name }) => name === 'solution')?.options ?? [];
  expect(offered('solution --')).toEqual([
    ...solution.map(({ flags }) => long(flags)),
    ...globalOptions.map(({ flags }) => long(flags)),
    '--help',
  ]);
  expect(offered('solution --all --')).not.toContain('--all');
  expect(offered('--')).toContain('--version');
});

it.each([
  { line: 'lint ', paths: 'folders' },
  { line: 'new my-lesson --in ', paths: 'folders' },
  { line: 'setup --from ', paths: 'files' },
  { line: 'check --junit ', paths: 'files' },
])('netdojo $line| is completed by $paths', ({ line, paths }) => {
  expect(candidates(line.split(' '))).toEqual({ words: [], paths });
});

it('Tab knows every value that options and arguments take, but for what only the person knows', () => {
  const texts = [
    ...globalOptions.map(({ flags }) => flags),
    ...commands.flatMap(({ args, options }) => [args, ...options.map(({ flags }) => flags)]),
  ];
  const called = texts.flatMap(text => [...text.matchAll(/[<[]([^>\].]+)/g)].map(([, name = '']) => name));
  const silent = [...new Set(called)].filter(name => {
    const { words, paths } = valuesOf(name, { lesson: 'isolation', typed: '' });
    return words.length === 0 && paths === undefined;
  });
  expect(silent.sort()).toEqual(['host', 'id', 'key', 'n', 'name', 'time', 'value']);
});

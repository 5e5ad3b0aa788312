import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { program } from './netdojo.ts';
import { keys, type LaunchedTerminal, launch } from './terminal.ts';

let folder: string;
let path: string;
let shell: LaunchedTerminal | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netdojo-tab-'));
  // As it is on a user's PATH.
  const netdojo = join(folder, 'netdojo');
  writeFileSync(netdojo, `#!/bin/sh\nexec '${program[0]}' '${program[1]}' "$@"\n`);
  chmodSync(netdojo, 0o755);
  mkdirSync(join(folder, 'own-lessons'));
  path = `${folder}:${process.env.PATH}`;
});
afterEach(async () => {
  await shell?.kill();
  shell = undefined;
  rmSync(folder, { recursive: true });
});

/** How each shell is begun without anybody's settings, and has the completion switched on. */
const shells = [
  { name: 'bash', args: ['--norc', '--noprofile', '-i'], on: 'eval "$(netdojo completion bash)"' },
  {
    name: 'zsh',
    args: ['-f', '-i'],
    on: 'autoload -U compinit; compinit -u -D; eval "$(netdojo completion zsh)"',
  },
  { name: 'fish', args: ['--no-config', '-i'], on: 'netdojo completion fish | source' },
].map(one => ({ ...one, missing: spawnSync(one.name, ['-c', 'exit 0']).status !== 0 }));

// bash is everywhere; the other two are tried where they are installed.
describe.each(shells)('in a real $name', ({ name, args, on, missing }) => {
  it.skipIf(missing && name !== 'bash')('Tab finishes commands, lessons, steps and folders', async () => {
    const env = { PATH: path, HOME: folder, PS1: 'ready> ' };
    shell = launch([name, ...args], { env, columns: 100, rows: 30 });
    await shell.screen.idle();
    shell.send(`cd ${folder}; ${on}; clear; echo o${''}n${''}-now${keys.enter}`);
    await shell.until(/^on-now/m);
    const complete = async (typed: string, finished: string): Promise<void> => {
      shell?.send(typed + keys.tab);
      await shell?.until(finished);
      shell?.send('\x15'); // Ctrl-U: the line is empty again.
      await shell?.screen.idle();
    };
    await complete('netdojo lis', 'netdojo list');
    await complete('netdojo start defau', 'netdojo start default-bridge');
    await complete('netdojo up isolation --step two', 'netdojo up isolation --step two-networks');
    await complete('netdojo up isolation --mode work', '--mode workshop');
    await complete('netdojo start isolation --lang=z', '--lang=zh');
    await complete('netdojo lint ./own', 'netdojo lint ./own-lessons/');

    shell.send(`netdojo start ${keys.tab}${keys.tab}`);
    const rows = await shell.until('default-bridge');
    expect(rows.join('\n')).toContain('isolation');
  });
});

// How long a Tab takes is a row of `npm run bench`; on a busy machine only what it must read can be held to a figure.
it('a Tab reads hardly more than the table of commands', () => {
  const hook = `import { registerHooks } from 'node:module';
    import { readFileSync } from 'node:fs';
    registerHooks({ load(url, context, next) {
      if (url.startsWith('file:')) console.error(readFileSync(new URL(url)).length);
      return next(url, context);
    } });`;
  const { stdout, stderr } = spawnSync(
    program[0],
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(hook)}`,
      program[1],
      'completion',
      'bash',
      '--',
      'start',
      '',
    ],
    { encoding: 'utf8' },
  );
  expect(stdout).toContain('default-bridge\n');
  const sizes = stderr.trim().split('\n').map(Number);
  expect(sizes.length).toBeGreaterThan(1);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(40_000);
});

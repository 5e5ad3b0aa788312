import { execFile } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { LabHost } from '../../../src/lab/index.ts';
import { blame, runScript } from '../../../src/session/script.ts';

describe('which line of a script failed', () => {
  const script = 'echo hi\n\n# note\nfor i in 1 2; do\n echo $i\ndone\nls \\\n  /nowhere\n\necho no\n';
  test.each([
    [
      'the last one read',
      'echo hi\n\n# note\nfor i in 1 2; do\n echo $i\ndone\nls \\\n  /nowhere\nls: no such file',
      7,
    ],
    ['none, when nothing was read', '', undefined],
    ['the first, when it is the only one read', 'echo hi\necho: write error', 1],
    [
      'what a command prints between them is no line',
      'echo hi\nwarning\n\n# note\nfor i in 1 2; do\n echo $i\ndone\n',
      6,
    ],
  ])('%s', (_what, stderr, line) => {
    expect(blame(script, '', stderr).line).toBe(line);
  });

  test('its output is what was printed, without the lines themselves', () => {
    expect(blame('a\nb', 'out\n', 'a\nerr 1\nb\nerr 2\n').output).toBe('out\nerr 1\nerr 2');
  });
});

/** This machine's own shell in the place of a lab host's. */
const here: Pick<LabHost, 'exec'> = {
  exec: ([program = '', ...args], options) =>
    new Promise(resolve => {
      const child = execFile(program, args, (error, stdout, stderr) =>
        resolve({ exitCode: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
      );
      child.stdin?.end(options?.stdin);
    }),
};

describe('running a script', () => {
  test('a script that works says so, and its lines cannot eat each other as input', async () => {
    expect(await runScript(here, 'cat\necho done')).toEqual({ ok: true });
  });

  test('the first failing line ends it and is named', async () => {
    const result = await runScript(here, 'echo one\n\ntest -e /nowhere/at/all\necho three');
    expect(result).toEqual({ ok: false, exitCode: 1, line: 3, output: 'one' });
  });

  test('an unset variable is a failing line', async () => {
    // dash names its file and line itself.
    const result = await runScript(here, 'true\necho $NOT_SET_ANYWHERE\ntrue');
    expect(result).toMatchObject({ ok: false, line: 2, output: expect.stringContaining('NOT_SET_ANYWHERE') });
  });

  test('one that may keep going does', async () => {
    expect(await runScript(here, 'false\ntrue', { keepGoing: true })).toEqual({ ok: true });
  });
});

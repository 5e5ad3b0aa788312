import { execFile, spawn } from 'node:child_process';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyLesson } from '../screen/lesson-copy.ts';
import { type CommandLine, commandLine, engineEnvironment, program, root } from '../screen/netdojo.ts';
import { testEngine } from './fixture.ts';

const { id, folder, remove } = copyLesson('isolation', 'rough');

let cli: CommandLine;
beforeEach(() => {
  cli = commandLine();
});
afterEach(() => cli.leave());
afterAll(remove);

function environment(): Record<string, string> {
  return { ...engineEnvironment(), LANG: 'C.UTF-8', XDG_STATE_HOME: cli.state };
}

/** Runs a line of shell in which `netdojo` is the built program. */
function line(script: string): Promise<{ code: number; out: string; err: string }> {
  const define = `netdojo() { '${program[0]}' '${program[1]}' "$@"; }`;
  return new Promise(resolve => {
    execFile(
      'bash',
      ['-c', `${define}; ${script}`],
      { env: environment(), encoding: 'utf8' },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

async function labs(): Promise<string[]> {
  const { docker } = await testEngine();
  const filters = { label: [`netdojo.lesson=${id}`] };
  return (await docker.listContainers({ all: true, filters })).map(({ Id }) => Id);
}

describe('output nobody takes', () => {
  it.runIf(process.platform === 'linux')(
    'a full disk ends with 3 and one line, not with a stack',
    async () => {
      const { code, err } = await line('netdojo list >/dev/full');
      expect(code).toBe(3);
      expect(err.trim().split('\n')).toEqual([expect.stringMatching(/^netdojo: ENOSPC/)]);
    },
  );

  it('a reader that has seen enough ends a command on the lab host too', async () => {
    await cli.run('up', folder);
    const cut = await line('netdojo exec -- cat /dev/zero | head -c 10 | wc -c; echo "$PIPESTATUS"');
    expect(cut.out.trim().split(/\s+/)).toEqual(['10', '0']);
    expect(cut.err).toBe('');
    expect((await cli.run('exec', '--', 'pgrep', '-x', 'cat')).code).toBe(1);
  });

  it('a terminal that closes while a lab boots leaves no lab, though its lease is one of time', async () => {
    const child = spawn(program[0], [program[1], 'up', folder], { env: environment(), cwd: root });
    const ended = new Promise(resolve => child.on('exit', code => resolve(code)));
    await expect.poll(labs, { interval: 20 }).not.toEqual([]);
    child.stdout.destroy();
    child.stderr.destroy();
    // The kernel and the shell each send one.
    child.kill('SIGHUP');
    child.kill('SIGHUP');
    expect(await ended).toBe(130);
    expect(await labs()).toEqual([]);
  });
});

describe('a lab that is up', () => {
  it('of a lesson in no curriculum is judged and ended like any', async () => {
    await cli.run('up', folder);
    expect((await cli.run('check')).code).toBe(1);
    expect((await cli.run('down')).code).toBe(0);
    expect(await labs()).toEqual([]);
  });

  it('is found on the engine it was booted on, whatever DOCKER_HOST says by then', async () => {
    const { lab } = JSON.parse((await cli.run('up', folder, '--json')).out);
    const elsewhere = await line('DOCKER_HOST=unix:///nowhere.sock netdojo exec -- hostname');
    expect(elsewhere).toMatchObject({ code: 0, out: 'host1\n' });
    expect((await line('DOCKER_HOST=unix:///nowhere.sock netdojo down')).err).toContain(lab);
    expect(await labs()).toEqual([]);
  });
});

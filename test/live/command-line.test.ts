import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CommandLine, commandLine } from '../screen/netdojo.ts';
import { testEngine } from './fixture.ts';

let cli: CommandLine;
beforeEach(() => {
  cli = commandLine();
});
afterEach(() => cli.leave());

describe('bad input', () => {
  it.each([
    { args: ['strat', 'isolation'], nearest: 'start' },
    { args: ['up', 'isolatoin'], nearest: 'isolation' },
    { args: ['up', 'isolation', '--step', 'conect'], nearest: 'connect' },
    { args: ['up', 'isolation', '--mode', 'worksop'], nearest: 'workshop' },
    { args: ['check', '--al'], nearest: '--all' },
  ])('netdojo $args ends with 2 and offers $nearest', async ({ args, nearest }) => {
    const { code, out, err } = await cli.run(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`"${nearest}"`);
  });

  it('a time that is none ends with 2', async () => {
    expect(await cli.run('up', 'isolation', '--for', 'soon')).toMatchObject({ code: 2, out: '' });
    expect(await cli.run('up', 'isolation', '--lab', 'Abc')).toMatchObject({ code: 2, out: '' });
  });

  it('a lesson file that is broken is shown with every place', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netdojo-lesson-'));
    await writeFile(join(folder, 'lesson.yaml'), 'id: broken\nminutes: 5\nstepps: []\n');
    await writeFile(join(folder, 'en.md'), '# Broken\n\nIs it?\n');
    const { code, out } = await cli.run('lint', folder);
    await rm(folder, { recursive: true });
    expect(code).toBe(2);
    expect(out).toMatch(/lesson\.yaml:3:1: .*stepps.*steps/);
  });

  it('speaks Chinese where the locale is Chinese', async () => {
    await cli.leave();
    cli = commandLine({ LANG: 'zh_CN.UTF-8' });
    expect((await cli.run('up', 'isolatoin')).err).toContain('没有“isolatoin”这一课');
  });

  it.each([['check'], ['hint'], ['exec', '--', 'true']])(
    '%s without a lab says how to get one',
    async (...args) => {
      const { code, err } = await cli.run(...args);
      expect(code).toBe(args[0] === 'exec' ? 125 : 3);
      expect(err).toContain('netdojo up LESSON');
    },
  );

  it('an engine that does not answer is the environment, with a remedy', async () => {
    const { code, err } = await cli.run('up', 'isolation', '--engine-host', 'unix:///nowhere.sock');
    expect(code).toBe(3);
    expect(err.trim().split('\n').length).toBeGreaterThan(1);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

describe('the loop without the interface', () => {
  it('keeps a lab that was given a name beside the current one, and no other of that name', async () => {
    const name = `second-${process.pid}`;
    const current = JSON.parse((await cli.run('up', 'default-bridge', '--json')).out);
    expect(await cli.run('up', 'isolation', '--lab', name)).toMatchObject({ code: 0 });
    const again = await cli.run('up', 'isolation', '--lab', name);
    expect(again).toMatchObject({ code: 3 });
    expect(again.err).toContain(`netdojo down --lab ${name}`);
    expect((await cli.run('exec', '--lab', name, '--', 'docker', 'network', 'ls')).out).toContain('shop_net');
    expect(await cli.run('exec', '--lab', current.lab, '--', 'true')).toMatchObject({ code: 0 });
    expect(await cli.run('down', '--lab', name)).toMatchObject({ code: 0 });
    expect(await cli.run('down')).toMatchObject({ code: 0 });
  });

  it('goes from red to green, red again when something is broken, and leaves nothing', async () => {
    const up = await cli.run('up', 'isolation', '--json');
    expect(up.code).toBe(0);
    const { lab } = JSON.parse(up.out);

    const first = await cli.run('check', '--json');
    expect(first.code).toBe(1);
    const report = JSON.parse(first.out);
    expect(report).toMatchObject({ version: 1, lesson: 'isolation', step: 'two-networks', verdict: 'fail' });
    for (const check of report.checks) {
      expect(check).toMatchObject({
        verdict: 'fail',
        evidence: { command: expect.stringMatching(/^docker /) },
      });
      expect(check.got.text).not.toBe('');
    }

    expect(await cli.run('solution', '--all', '--apply')).toMatchObject({ code: 0 });
    expect(await cli.run('check', '--all')).toMatchObject({ code: 0 });

    expect(await cli.run('exec', '--', 'docker', 'network', 'disconnect', 'data_net', 'desk')).toMatchObject({
      code: 0,
    });
    const broken = await cli.run('check', '--all');
    expect(broken.code).toBe(1);
    expect(broken.out).toContain('FAIL');

    expect(await cli.run('down')).toMatchObject({ code: 0 });
    const { docker } = await testEngine();
    const filters = { label: [`netdojo.lab=${lab}`] };
    expect(await docker.listContainers({ all: true, filters })).toEqual([]);
    expect((await docker.listVolumes({ filters })).Volumes ?? []).toEqual([]);
    expect(await docker.listNetworks({ filters })).toEqual([]);
  });

  it('passes streams and the exit code of a command through', async () => {
    await cli.run('up', 'default-bridge');
    expect(await cli.run('exec', '--', 'sh', '-c', 'echo out; echo err >&2; exit 7')).toEqual({
      code: 7,
      out: 'out\n',
      err: 'err\n',
    });
    expect(await cli.feed('你好\n', 'exec', 'host1', '--', 'cat')).toEqual({
      code: 0,
      out: '你好\n',
      err: '',
    });
    expect(await cli.run('exec', 'host2', '--', 'true')).toMatchObject({ code: 2 });
  });

  it('takes a prediction, answers in any sane form, and moves on', async () => {
    await cli.run('up', 'default-bridge', '--step', 'address');
    expect((await cli.run('check')).err).toContain('netdojo answer CHOICE, one of: answers, silence,');
    expect(await cli.run('answer', 'answrs')).toMatchObject({ code: 1 });
    expect(await cli.run('answer', '“Ａnswers” ')).toMatchObject({ code: 0 });
    expect(await cli.run('answer', '172.17.0.1')).toMatchObject({ code: 1 });
    expect((await cli.run('check')).err).not.toContain('CHOICE');
    const right = await cli.run('answer', ' １７２．１７．０．２／１６ ', '--json');
    expect(right.code).toBe(0);
    expect(JSON.parse(right.out)).toMatchObject({ recorded: 'passed', movedTo: 'terminal' });
  });

  it('gives hints one by one and no solutions in self-check', async () => {
    await cli.run('up', 'isolation', '--mode', 'self-check');
    const hints = [await cli.run('hint'), await cli.run('hint'), await cli.run('hint')];
    expect(new Set(hints.map(({ out }) => out)).size).toBe(3);
    expect((await cli.run('hint')).out).toBe('');
    expect(await cli.run('solution')).toMatchObject({ code: 2, out: '' });
  });

  it('never writes an escape code into a pipe', async () => {
    await cli.run('up', 'default-bridge');
    for (const args of [['list'], ['check'], ['doctor'], ['solution'], ['--help']]) {
      const { out, err } = await cli.run(...args);
      expect(out + err).not.toContain('\u001B');
    }
  });
});

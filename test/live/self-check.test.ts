import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CommandLine, commandLine } from '../screen/netdojo.ts';

let cli: CommandLine;
beforeEach(() => {
  cli = commandLine();
});
afterEach(() => cli.leave());

/** The lines of a stream of documents, those read so far. */
function documents(out: string): Record<string, unknown>[] {
  return out
    .slice(0, out.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line));
}

it('a watch tells every change, follows a reset, and ends with the lesson', async () => {
  await cli.run('up', 'isolation', '--mode', 'guided');
  const watch = cli.start('check', '--watch', '--json');
  const lines = cli.start('check', '--watch');
  await watch.until('network.absent');
  await lines.until('FAIL');
  await cli.run('exec', '--', 'docker', 'network', 'create', '--subnet', '10.22.15.0/24', 'my_net1');
  await watch.until('"verdict":"pass"');
  await cli.run('reset');
  await watch.until(/"verdict":"pass"[\s\S]*"kind":"step"[\s\S]*network\.absent/);
  // What is done elsewhere is seen here: the lesson is finished by another command.
  expect(await cli.run('solution', '--all', '--apply')).toMatchObject({ code: 0 });
  expect(await watch.done).toMatchObject({ code: 0 });
  expect(await lines.done).toMatchObject({ code: 0 });

  const { out } = await watch.done;
  const all = documents(out);
  expect(all.every(({ version, kind, at }) => version === 1 && kind !== undefined && at !== undefined)).toBe(
    true,
  );
  expect(all.at(-1)).toMatchObject({ kind: 'finished', lesson: 'isolation' });
  expect(all.find(({ kind }) => kind === 'check')).toMatchObject({
    check: { id: 'net1', step: 'two-networks', evidence: { command: expect.any(String) } },
  });
});

it('a watch by itself passes a step as check would, says what a step waits for, and ends at Ctrl-C', async () => {
  await cli.run('up', 'isolation', '--lang', 'en');
  const watch = cli.start('check', '--watch');
  await watch.until('two-networks');
  await cli.feed((await cli.run('solution')).out, 'exec', '--', 'sh', '-s');
  await watch.until('Step two-networks is done.');
  await watch.until('This step asks a question');
  watch.interrupt();
  expect(await watch.done).toMatchObject({ code: 130 });
  expect(JSON.parse((await cli.run('check', '--all', '--json')).out)).toMatchObject({
    steps: expect.arrayContaining([expect.objectContaining({ step: 'two-networks', status: 'passed' })]),
  });
});

it('JUnit: a failure for what fails, every step with --all, and an error where nothing could be judged', async () => {
  const file = join(cli.state, 'result.xml');
  await cli.run('up', 'isolation');
  expect(await cli.run('check', '--junit', file)).toMatchObject({ code: 1 });
  const first = await readFile(file, 'utf8');
  expect(first).toContain('<testsuite name="isolation" tests="5" failures="5" errors="0"');
  expect(first).toContain('classname="netdojo.isolation.two-networks" name="net1"');
  await cli.run('solution', '--apply');
  expect(await cli.run('check', '--all', '--junit', file, '--lang', 'zh')).toMatchObject({ code: 1 });
  const all = await readFile(file, 'utf8');
  expect(all).toContain('classname="netdojo.isolation" name="two-networks" time="0.000"/>');
  expect(all).toMatch(/name="routes"[^>]*>\s*<failure message="[^"]*[\u4e00-\u9fff]/);
  await cli.run('down');
  expect(await cli.run('check', '--junit', file)).toMatchObject({ code: 3 });
  expect(await readFile(file, 'utf8')).toContain('errors="1"');
  expect(await cli.run('check', '--junit', join(cli.state, 'nowhere/result.xml'))).toMatchObject({ code: 3 });
  expect(await cli.run('check', '--watch', '--junit', file)).toMatchObject({ code: 2 });
});

it('what was done is in a result, a report and a recap, and still is when the lab is gone', async () => {
  const results = join(cli.state, 'class');
  const up = await cli.run('up', 'isolation', '--learner', '李娜', '--result', `${results}/`, '--json');
  const { result } = JSON.parse(up.out);
  expect(result).toMatch(/class\/isolation\.李娜\..*\.json$/);
  await cli.run('hint');
  await cli.run('exec', '--', 'docker', 'network', 'create', 'my_net1');
  expect(await cli.run('check')).toMatchObject({ code: 1 });
  await cli.run('down');
  await writeFile(join(results, 'broken.json'), '{');

  const report = await cli.run('report', results, '--json');
  expect(report.code).toBe(0);
  expect(report.err).toContain('broken.json');
  expect(JSON.parse(report.out)).toMatchObject({
    version: 1,
    learners: [
      {
        learner: '李娜',
        lessons: [{ lesson: 'isolation', state: 'started', step: 'two-networks', hints: 1, file: result }],
      },
    ],
    unread: [{ file: join(results, 'broken.json'), why: 'foreign' }],
  });
  expect((await cli.run('report', results)).out).toContain('net1: my_net1 has the subnet');
  expect((await cli.run('report', results, '--csv')).out).toContain('"李娜","step 1/');
  expect(await cli.run('report', results, '--csv', '--markdown')).toMatchObject({ code: 2, out: '' });
  expect(await cli.run('report', join(results, 'broken.json'))).toMatchObject({ code: 2, out: '' });

  const file = join(cli.state, 'recap.md');
  expect(await cli.run('recap', result, '-o', file)).toMatchObject({ code: 0, out: '' });
  const recap = await readFile(file, 'utf8');
  expect(recap).toContain('docker network create my_net1');
  expect(recap).toContain('my_net1 has the subnet');
  expect(await cli.run('recap', 'isolation')).toMatchObject({ code: 2, out: '' });
  expect(await cli.run('up', 'isolation', '--result', file)).toMatchObject({ code: 2, out: '' });
  expect(await readFile(file, 'utf8')).toBe(recap);
});

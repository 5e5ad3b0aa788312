import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { lessonsFolder, loadCurriculum } from '../../src/lesson/index.ts';
import { root } from '../screen/netdojo.ts';

const exec = promisify(execFile);

it('works as an installed package in an empty folder, and brings nothing along but a Node', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'netdojo-package-'));
  try {
    // The scripts are not run: what is packed is the build that the other tests test.
    const pack = await exec('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
      cwd: root,
    });
    const [{ filename }] = JSON.parse(pack.stdout);
    const install = [
      'install',
      '--prefix',
      folder,
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      join(folder, filename),
    ];
    await exec('npm', install, { cwd: folder });
    const tree = await exec('npm', ['ls', '--prefix', folder, '--all', '--parseable'], { cwd: folder });
    const packages = tree.stdout
      .trim()
      .split('\n')
      .slice(1)
      .map(path => path.replace(/^.*node_modules\//, ''));
    expect(packages.filter(name => name !== 'netdojo' && !name.startsWith('node-'))).toEqual([]);

    // As npx finds it: by a link in node_modules/.bin, from a folder that is not netdojo's.
    const env = {
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      HOME: folder,
      XDG_STATE_HOME: folder,
    };
    const installed = join(folder, 'node_modules/.bin/netdojo');
    const { stdout } = await exec(installed, ['list', '--json'], { cwd: tmpdir(), env });
    const { parts } = JSON.parse(stdout);
    const listed: { lessons: { id: string }[] }[] = parts;
    expect(listed.map(part => part.lessons.map(({ id }) => id))).toEqual(
      loadCurriculum(lessonsFolder()).parts.map(part => part.lessons),
    );
    // The build has read the lessons already; one whose file has changed since is read anew.
    const prose = join(folder, 'node_modules/netdojo/lessons/isolation/en.md');
    await writeFile(prose, (await readFile(prose, 'utf8')).replace(/^# .*/, '# Changed by hand'));
    const { stdout: relisted } = await exec(installed, ['list'], { cwd: tmpdir(), env });
    expect(relisted).toContain('Changed by hand');
    // What a new lesson is made from travels as files.
    await exec(installed, ['new', 'first-try', '--in', folder], { cwd: tmpdir(), env });
    await exec(installed, ['lint', join(folder, 'first-try')], { cwd: tmpdir(), env });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

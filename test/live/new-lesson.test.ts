import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CommandLine, commandLine } from '../screen/netdojo.ts';

let cli: CommandLine;
let parent: string;
beforeEach(() => {
  cli = commandLine();
  parent = mkdtempSync(join(tmpdir(), 'netdojo-author-'));
});
afterEach(async () => {
  await cli.leave();
  await rm(parent, { recursive: true });
});

it('a new lesson lints and is proven as it is', async () => {
  const folder = join(parent, 'first-try');
  const made = await cli.run('new', 'first-try', '--in', parent);
  expect(made).toMatchObject({ code: 0, out: `${folder}\n` });
  for (const next of ['start', 'lint', 'prove']) expect(made.err).toContain(`netdojo ${next} ${folder}`);
  expect(made.err).not.toContain('curriculum.yaml');

  expect(await cli.run('lint', folder)).toMatchObject({ code: 0, out: '' });
  const proved = await cli.run('prove', folder, '--json');
  expect({ code: proved.code, out: JSON.parse(proved.out) }).toMatchObject({
    code: 0,
    out: { proven: true, lessons: [{ lesson: 'first-try', proven: true }] },
  });
});

it('beside a curriculum it says where the list is', async () => {
  writeFileSync(join(parent, 'curriculum.yaml'), '');
  const { code, err } = await cli.run('new', 'first-try', '--in', parent);
  expect(code).toBe(0);
  expect(err).toContain(join(parent, 'curriculum.yaml'));
});

it.each([
  { what: 'a folder that is there', args: ['new', 'taken'], says: 'taken is there already' },
  { what: 'a name of another form', args: ['new', 'My_Lesson'], says: '"my-lesson"' },
  {
    what: 'a place that is not there',
    args: ['new', 'other', '--in', 'nowhere'],
    says: 'no folder "./nowhere"',
  },
])('$what ends with 2 and a way out', async ({ args, says }) => {
  await cli.run('new', 'taken', '--in', parent);
  const { code, out, err } = await cli.run(...args, ...(args.includes('--in') ? [] : ['--in', parent]));
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(says);
});

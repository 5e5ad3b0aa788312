import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { imageFolder, readImageFolder } from '../../../src/lab/image-folder.ts';

test('reads the files of folders in the folder too, in the same order everywhere', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'netdojo-image-'));
  try {
    await mkdir(path.join(folder, 'inner'));
    for (const name of ['zebra', 'inner/file', 'apple'])
      await writeFile(path.join(folder, name), `of ${name}`);
    const files = await readImageFolder(folder);
    expect(files.map(({ name, content }) => [name, content.toString()])).toEqual([
      ['apple', 'of apple'],
      ['inner/file', 'of inner/file'],
      ['zebra', 'of zebra'],
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the image is made from sources only', async () => {
  const names = (await readImageFolder(imageFolder())).map(({ name }) => name);
  expect(names).toContain('prober/__main__.py');
  expect(names.filter(name => name.includes('__pycache__'))).toEqual([]);
});

import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bootLesson } from '../../src/session/index.ts';
import { hostOf, sh, testEngine } from './fixture.ts';
import { testEnvironment } from './session-fixture.ts';
import { lessonFrom, smallLesson } from './small-lesson.ts';

afterAll(async () => (await testEngine()).close());

test('the files of a lesson are on every host before its set-up, bytes and executable bits as they were', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'netdojo-files-'));
  try {
    await mkdir(join(folder, 'files/inner'), { recursive: true });
    const bytes = Buffer.from(Array.from({ length: 1_000 }, (_, index) => index % 256));
    await writeFile(join(folder, 'files/inner/bytes'), bytes);
    await writeFile(join(folder, 'files/empty'), '');
    await writeFile(join(folder, 'files/begin.sh'), '#!/bin/sh\necho "begun on $(hostname)" >/root/begun\n');
    await chmod(join(folder, 'files/begin.sh'), 0o755);
    const lesson = {
      ...lessonFrom({
        ...smallLesson,
        hosts: ['host1', 'host2'],
        wires: { lan: ['host1', 'host2'] },
        setup: '/lesson/begin.sh',
      }),
      folder,
    };
    const { lab } = await bootLesson(await testEnvironment(), { lesson, lease: { kind: 'stream' } });
    try {
      expect((await sh(hostOf(lab), 'cat /root/begun')).out).toBe('begun on host1\n');
      for (const name of ['host1', 'host2']) {
        const { out } = await sh(
          hostOf(lab, name),
          'base64 -w0 /lesson/inner/bytes; cd /lesson; stat -c " %n %s %a" begin.sh empty inner/bytes',
        );
        expect(out).toBe(
          `${bytes.toString('base64')} begin.sh 51 755\n empty 0 644\n inner/bytes 1000 644\n`,
        );
      }
    } finally {
      await lab.close();
    }
    const { lab: alone } = await bootLesson(await testEnvironment(), {
      lesson: { ...lesson, ...lessonFrom(smallLesson), folder },
      lease: { kind: 'stream' },
    });
    try {
      expect((await sh(hostOf(alone), 'outside /lesson/begin.sh; outside cat /root/begun')).out).toBe(
        'begun on outside\n',
      );
    } finally {
      await alone.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

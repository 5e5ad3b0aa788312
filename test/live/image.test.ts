import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Engine, Stage } from '../../src/engine/index.ts';
import { bootLab, ensureLabImage, type LabImage, lookForLabImage } from '../../src/lab/index.ts';
import { copyImage } from './copy-image.ts';
import { hostOf, oneHost, sh, testEngine, testImage, withLab } from './fixture.ts';

// The engine here is the Docker of a lab host: one that reaches no registry, and that others do not use.

const generation = '26.1';
const path = process.env.PATH;

afterEach(() => {
  process.env.PATH = path;
});

/** As on a machine where mmdebstrap is not installed. */
function withoutMmdebstrap(): void {
  process.env.PATH = '/nonexistent';
}

async function withInnerEngine(use: (inner: Engine, containerId: string) => Promise<void>): Promise<void> {
  await withLab(async lab => {
    const outer = await testEngine();
    const { docker, containerId } = hostOf(lab);
    await use({ ...outer, docker, version: '26.1.5', isPrivate: false }, containerId);
  });
}

/** What a build could leave: containers, and images without a name. */
async function halves({ docker }: Engine): Promise<number> {
  const dangling = await docker.listImages({ filters: { dangling: ['true'] } });
  return (await docker.listContainers({ all: true })).length + dangling.length;
}

describe('the image of a lab host', () => {
  it('is built on what a registry calls Debian, once, and labs boot from it', async () => {
    await withInnerEngine(async (inner, containerId) => {
      const outer = await testEngine();
      const { ref } = await testImage();
      // Stands in for the registry's: with the packages in it already, as there is no mirror in here.
      await copyImage(outer.docker, ref, outer.docker.getContainer(containerId));
      const standIn = inner.docker.getImage(ref);
      await standIn.tag({ repo: 'debian', tag: 'trixie-slim' });
      await standIn.remove();

      withoutMmdebstrap();
      expect(await lookForLabImage(inner, generation)).toBeUndefined();
      const stages: Stage[] = [];
      const made = await ensureLabImage(inner, { generation, onStage: stage => stages.push(stage) });
      expect(made.ref).toBe(ref);
      expect(stages.filter(({ status }) => status === 'done').map(({ id }) => id)).toEqual(['base', 'image']);
      expect(stages.some(({ detail }) => detail?.startsWith('Step 2/'))).toBe(true);
      expect(stages.some(({ detail }) => detail === 'Loaded image: toolbox:latest')).toBe(true);
      expect(await halves(inner)).toBe(0);

      const silent: Stage[] = [];
      expect(await ensureLabImage(inner, { generation, onStage: stage => silent.push(stage) })).toEqual(made);
      expect(silent).toEqual([]);

      const lab = await bootLab(inner, oneHost, { image: made, lease: { kind: 'stream' } });
      expect((await sh(hostOf(lab), 'docker run --rm busybox echo three levels down')).out).toBe(
        'three levels down\n',
      );
      await lab.close();
    });
  }, 300_000);

  it('that cannot be had is an environment error that says why, and leaves nothing', async () => {
    await withInnerEngine(async inner => {
      withoutMmdebstrap();
      await expect(ensureLabImage(inner, { generation })).rejects.toMatchObject({
        code: 'image-no-base',
        params: { image: 'debian:trixie-slim', reason: expect.stringContaining('no such host') },
      });
      await expect(ensureLabImage({ ...inner, isPrivate: true }, { generation })).rejects.toMatchObject({
        code: 'image-no-mmdebstrap',
      });
      // A base that is no Debian.
      await inner.docker.getImage('busybox').tag({ repo: 'debian', tag: 'trixie-slim' });
      await expect(ensureLabImage(inner, { generation })).rejects.toMatchObject({
        code: 'image-build-failed',
      });
      expect(await halves(inner)).toBe(0);
    });
  });

  it('comes from an archive that holds it, and from no other', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'netdojo-test-'));
    try {
      await withInnerEngine(async inner => {
        const load = (file: string): Promise<LabImage> =>
          ensureLabImage(inner, { generation, bundle: join(folder, file) });
        const save = async (name: string, file: string): Promise<void> =>
          await pipeline(await inner.docker.getImage(name).get(), createWriteStream(join(folder, file)));
        await writeFile(join(folder, 'broken.tar'), 'no archive');
        await expect(load('broken.tar')).rejects.toMatchObject({ code: 'image-bundle-unreadable' });
        await expect(load('absent.tar')).rejects.toMatchObject({ code: 'image-bundle-unreadable' });
        await save('busybox', 'other.tar');
        await expect(load('other.tar')).rejects.toMatchObject({ code: 'image-bundle-other' });

        // A small image under the right name: what is in it is not the archive's business.
        const { ref } = await testImage();
        const [repo = '', tag = ''] = ref.split(':');
        await inner.docker.getImage('busybox').tag({ repo, tag });
        await save(ref, 'right.tar');
        await inner.docker.getImage(ref).remove();
        expect((await load('right.tar')).ref).toBe(ref);
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is not made when the making is called off', async () => {
    await withInnerEngine(async inner => {
      withoutMmdebstrap();
      await inner.docker.getImage('toolbox').tag({ repo: 'debian', tag: 'trixie-slim' });
      const abort = new AbortController();
      await expect(
        ensureLabImage(inner, {
          generation,
          signal: abort.signal,
          onStage: ({ detail }) => detail?.startsWith('Step 4/') && abort.abort(),
        }),
      ).rejects.toMatchObject({ name: 'AbortError' });
      await expect.poll(() => halves(inner)).toBe(0);
      expect(await lookForLabImage(inner, generation)).toBeUndefined();
    });
  });
});

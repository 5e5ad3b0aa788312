import { describe, expect, it } from 'vitest';
import { prepareSpare } from '../../src/lab/index.ts';
import { hostOf, oneHost, sh, testEngine, testImage } from './fixture.ts';

const lease = { kind: 'stream' } as const;

describe('a warm spare', () => {
  it('is a lab of its own with the set-up already run, there at once when taken', async () => {
    const engine = await testEngine();
    let prepared = (): void => {};
    const ready = new Promise<void>(resolve => {
      prepared = resolve;
    });
    const spec = { ...oneHost, lesson: 'spare-taken' };
    const spare = prepareSpare(engine, spec, { image: await testImage(), lease }, async lab => {
      await sh(hostOf(lab), 'docker network create shop');
      prepared();
    });
    if (spare === undefined) throw new Error('this machine has no room for a spare: two cores and 1 GB');
    await ready;
    const filters = { label: [`netdojo.lesson=${spec.lesson}`] };
    const hosts = async (): Promise<string[]> =>
      (await engine.docker.listContainers({ all: true, filters })).map(({ Id }) => Id);
    const there = await hosts();
    const lab = await spare.take();
    if (lab === undefined) throw new Error('the spare did not boot');
    expect(there).toHaveLength(1);
    expect(await hosts()).toEqual(there);
    expect((await sh(hostOf(lab), 'docker network ls --format {{.Name}}')).out).toContain('shop');
    // It is the taker's now.
    await spare.close();
    expect((await sh(hostOf(lab), 'hostname')).out).toBe('host1\n');
    expect(await spare.take()).toBeUndefined();
    await lab.close();
  });

  it('leaves nothing when it is not wanted any more, even in the middle of its boot', async () => {
    const engine = await testEngine();
    const spec = { ...oneHost, lesson: 'spare-unwanted' };
    const spare = prepareSpare(engine, spec, { image: await testImage(), lease }, async () => {});
    const filters = { label: ['netdojo.lesson=spare-unwanted'] };
    const containers = (): Promise<object[]> => engine.docker.listContainers({ all: true, filters });
    await expect.poll(containers, { interval: 20 }).toHaveLength(1);
    await spare?.close();
    expect(await containers()).toEqual([]);
  });

  it('that could not be prepared is none, and leaves nothing', async () => {
    const engine = await testEngine();
    const spec = { ...oneHost, lesson: 'spare-failed' };
    const spare = prepareSpare(engine, spec, { image: await testImage(), lease }, async () => {
      throw new Error('set-up failed');
    });
    expect(await spare?.take()).toBeUndefined();
    const filters = { label: ['netdojo.lesson=spare-failed'] };
    expect(await engine.docker.listContainers({ all: true, filters })).toEqual([]);
  });

  it('is not kept for several hosts, nor on one core', async () => {
    const engine = await testEngine();
    const image = await testImage();
    const two = { ...oneHost, hosts: ['host1', 'host2'], wires: { lan: ['host1', 'host2'] } };
    expect(prepareSpare(engine, two, { image, lease }, async () => {})).toBeUndefined();
    expect(prepareSpare({ ...engine, cpus: 1 }, oneHost, { image, lease }, async () => {})).toBeUndefined();
  });
});

import { expect, it } from 'vitest';
import { bootLab, type Lab, type Lease } from '../../src/lab/index.ts';
import { hostOf, oneHost, sh, testEngine, testImage } from './fixture.ts';

/** A lab in which a container is paused, as `docker pause` of a curious learner does. */
async function labWithPaused(lease: Lease): Promise<Lab> {
  const lab = await bootLab(await testEngine(), oneHost, { image: await testImage(), lease });
  const { code, out } = await sh(hostOf(lab), 'docker run -dit --name box1 busybox && docker pause box1');
  expect({ code, out }).toMatchObject({ code: 0 });
  return lab;
}

async function containersOf(lab: Lab): Promise<number> {
  const { docker } = await testEngine();
  return (await docker.listContainers({ all: true, filters: { label: [`netdojo.lab=${lab.id}`] } })).length;
}

it('removes a lab host in which a container is paused', async () => {
  const lab = await labWithPaused({ kind: 'stream' });
  await lab.close();
  expect(await containersOf(lab)).toBe(0);
});

it('ends a lab host in which a container is paused when its lease is over', async () => {
  const lab = await labWithPaused({ kind: 'time', seconds: 60 });
  await lab.renew(1);
  await expect.poll(() => containersOf(lab)).toBe(0);
});

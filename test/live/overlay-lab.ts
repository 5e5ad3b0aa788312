import { mkdtempSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { attachLab, type Lab, type LabHost } from '../../src/lab/index.ts';
import { type CommandLine, commandLine } from '../screen/netdojo.ts';
import { shellWords } from './broken-hosts.ts';
import { hostOf, sh, testEngine, testGeneration } from './fixture.ts';
import { must } from './talking.ts';

/** Two hosts in one swarm, with an overlay network over both, as tests and the command line of one user see them. */
export type OverlayLab = {
  readonly lab: Lab;
  readonly host1: LabHost;
  readonly host2: LabHost;
  readonly cli: CommandLine;
  leave(): Promise<void>;
};

/** A lab of two hosts, booted by the command line of a user of its own. */
async function bootedByUser(): Promise<OverlayLab> {
  const cli = commandLine();
  const parent = mkdtempSync(join(tmpdir(), 'netdojo-overlay-'));
  const leave = async () => {
    await cli.leave();
    await rm(parent, { recursive: true });
  };
  try {
    const name = `overlay-${process.pid}`;
    const structure = join(parent, name, 'lesson.yaml');
    await cli.run('new', name, '--in', parent);
    const wired = 'minutes: 5\nhosts: [host1, host2]\nwires: { lan: [host1, host2] }';
    await writeFile(structure, (await readFile(structure, 'utf8')).replace('minutes: 5', wired));
    const up = await cli.run('up', join(parent, name), '--on', testGeneration, '--json');
    expect(up, up.err).toMatchObject({ code: 0 });
    const lab = await attachLab(await testEngine(), JSON.parse(up.out).lab);
    if (lab === undefined) throw new Error(up.out);
    return {
      lab,
      host1: hostOf(lab, 'host1'),
      host2: hostOf(lab, 'host2'),
      cli,
      leave: async () => {
        await lab.leave();
        await leave();
      },
    };
  } catch (error) {
    await leave();
    throw error;
  }
}

/** How many hosts a host counts among those of the overlay network, itself included; 0 where it does not know it. */
export async function counted(host: LabHost): Promise<number> {
  const { code, out } = await sh(host, `docker network inspect -f '{{len .Peers}}' ov`);
  return code === 0 ? Number(out) : 0;
}

/** Resolves once containers of both hosts reach each other by name. */
export async function untilJoined({ host1, host2 }: OverlayLab): Promise<void> {
  const pings = (from: string, to: string) => `docker exec ${from} ping -c 1 -W 1 ${to}`;
  await vi.waitUntil(
    async () => {
      const [there, back] = await Promise.all([
        sh(host1, pings('client', 'web2')),
        sh(host2, pings('web1', 'client')),
      ]);
      return there.code === 0 && back.code === 0;
    },
    { timeout: 60_000, interval: 50 },
  );
}

/**
 * `ov` runs over both hosts, with `web1` on each, `client` on host1 and `web2`, which is `page` as well, on host2. `local1`
 * and `local2` are on the default bridge of their host alone, and have the same address there.
 */
export async function bootOverlayLab(): Promise<OverlayLab> {
  const booted = await bootedByUser();
  const { host1, host2 } = booted;
  try {
    const [first, second] = await Promise.all([must(host1, 'hostname -i'), must(host2, 'hostname -i')]);
    await must(host1, `docker swarm init --advertise-addr ${first}`);
    const token = await must(host1, 'docker swarm join-token -q worker');
    await must(host2, `docker swarm join --advertise-addr ${second} --token ${token} ${first}:2377`);
    await must(
      host1,
      `${shellWords} net --driver overlay --attachable --subnet 10.55.0.0/24 ov
       serve local1; serve web1 --network ov; idle client --network ov`,
    );
    await must(
      host2,
      `${shellWords} serve local2; serve web1 --network ov
       docker run -d --name web2 --network ov --network-alias page toolbox hello web2`,
    );
    await untilJoined(booted);
    return booted;
  } catch (error) {
    await booted.leave();
    throw error;
  }
}

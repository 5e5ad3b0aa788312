import { PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import { expect } from 'vitest';
import type { LabImage } from '../../src/lab/index.ts';

/** Watches the interfaces of the machine that carries the labs. */
export type UplinkWatch = {
  /** What passed an interface that was there before the watch began, one line a packet, as tcpdump prints it. */
  seen(): string[];
  /** Sends one packet that the watch must see, so that silence means something. */
  control(): Promise<void>;
  close(): Promise<void>;
};

/**
 * A container in the network namespace of the engine's machine that captures on all its interfaces: whatever leaves a
 * lab by way of the engine passes here. Interfaces that appear later (the wires of a lab) are not reported.
 */
export async function watchUplinks(docker: Docker, image: LabImage, filter: string): Promise<UplinkWatch> {
  const container = await docker.createContainer({
    Image: image.id,
    Labels: { 'netdojo.version': '1' },
    Entrypoint: ['sh', '-c'],
    Cmd: [`ip -o link; exec tcpdump -l -n -i any '(${filter}) or host 127.0.0.9'`],
    HostConfig: { NetworkMode: 'host', AutoRemove: true, CapAdd: ['NET_ADMIN'] },
  });
  let output = '';
  const text = new PassThrough();
  text.setEncoding('utf8');
  text.on('data', (piece: string) => {
    output += piece;
  });
  const stream = await container.attach({ stream: true, stdout: true, stderr: true });
  container.modem.demuxStream(stream, text, text);
  await container.start();
  await expect.poll(() => output).toContain('listening on any');

  // `2: eth0@if7: <BROADCAST…` in `ip -o link`; `12:00:00.000000 eth0  Out IP 10.0.0.1 > …` in tcpdump.
  const interfaces = new Set([...output.matchAll(/^\d+: ([^:@]+)[^:]*: </gm)].map(([, name]) => name));
  const packets = (): string[] =>
    output.split('\n').filter(line => /^\d\d:\d\d:\d\d/.test(line) && interfaces.has(line.split(/\s+/)[1]));
  return {
    seen: () => packets().filter(line => !line.includes('127.0.0.9')),
    async control() {
      const ping = await container.exec({ Cmd: ['ping', '-c', '1', '-W', '2', '127.0.0.9'] });
      await ping.start({ Detach: true });
      await expect.poll(() => packets().some(line => line.includes('127.0.0.9'))).toBe(true);
    },
    close: async () => void (await container.remove({ force: true, v: true })),
  };
}

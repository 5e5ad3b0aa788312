import { finished } from 'node:stream/promises';
import type { Engine } from '../engine/index.ts';
import { hostConfig } from './host-container.ts';
import { splitRef } from './image-base.ts';
import { programFolder } from './image-paths.ts';
import { label, layout } from './labels.ts';
import { removeContainer } from './removal.ts';

/**
 * Lets a half-made lab host make the lesson images in itself (`image/make-seed`), and tags the outcome as `ref`: the
 * tag is the last thing made, so that an image that has it is whole. Throws with the log when it fails.
 */
export async function seedImage(
  engine: Engine,
  host: string,
  ref: string,
  { onLine, signal }: { onLine: (line: string) => void; signal: AbortSignal | undefined },
): Promise<void> {
  const labels = { [label.version]: layout };
  const container = await engine.docker.createContainer({
    Image: host,
    Labels: labels,
    Entrypoint: ['/usr/bin/docker-init', '--', `${programFolder}/make-seed`],
    Cmd: [],
    HostConfig: { ...(await hostConfig(engine, labels)), NetworkMode: 'none' },
  });
  try {
    const stream = await container.attach({ stream: true, stdout: true, stderr: true });
    let log = '';
    const listen = {
      write(piece: Buffer): boolean {
        log = (log + piece.toString()).slice(-4096);
        const line = log.trim().split('\n').at(-1);
        if (line !== undefined && line !== '') onLine(line);
        return true;
      },
    };
    container.modem.demuxStream(stream, listen, listen);
    await container.start();
    // Not `wait` alone: its answer begins at once, and docker-modem 5 never settles a call whose engine dies after that.
    await finished(stream, { writable: false, ...(signal === undefined ? {} : { signal }) });
    const { StatusCode } = await container.wait();
    if (StatusCode !== 0) throw new Error(`make-seed ended with ${StatusCode}: ${log.trim()}`);
    await container.commit({
      ...splitRef(ref),
      changes: `ENTRYPOINT ["/usr/bin/docker-init", "--", "${programFolder}/lab-init"]\nCMD []`,
    });
  } finally {
    await removeContainer(engine.docker, container.id);
  }
}

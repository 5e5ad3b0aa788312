import { once } from 'node:events';
import type Docker from 'dockerode';
import { expect } from 'vitest';

/** Copies an image from one engine to the one that runs inside a container of it. */
export async function copyImage(from: Docker, ref: string, into: Docker.Container): Promise<void> {
  const load = await into.exec({
    Cmd: ['docker', 'load', '-q'],
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
  });
  const stream = await load.start({ hijack: true, stdin: true });
  const archive = await from.getImage(ref).get();
  archive.pipe(stream);
  stream.resume();
  await once(stream, 'end');
  expect((await load.inspect()).ExitCode).toBe(0);
}

import { PassThrough, Readable } from 'node:stream';
import type Docker from 'dockerode';

/** How many characters of a host's boot log are kept. */
const kept = 8192;

/** What a host's first program says, as it says it, and that it ended. */
export type BootLog = {
  /** Its last lines. */
  text(): string;
  /** Resolves when the host's Docker listens (it may not answer yet), gave up, or the host ended. Never rejects. */
  readonly outcome: Promise<'listening' | 'failed' | 'ended'>;
  /** Resolves when the stream is over: the host, or its engine, is gone. Never rejects. */
  readonly ended: Promise<void>;
  /** Lets go of the stream. That ends a host whose lease it is. */
  close(): void;
};

/**
 * Attaches to a container before or after its start. With `lease` the connection carries its stdin as well, whose end
 * is the end of the host: it lasts as long as this process, however that dies.
 */
export async function attachBootLog(
  container: Docker.Container,
  { lease, earlier }: { lease: boolean; earlier: boolean },
): Promise<BootLog> {
  const stream = await container.attach({
    stream: true,
    stdout: true,
    stderr: true,
    stdin: lease,
    logs: earlier,
    hijack: lease,
  });
  return readBootLog(container, stream);
}

function readBootLog(container: Docker.Container, stream: NodeJS.ReadWriteStream): BootLog {
  let text = '';
  const outcome = Promise.withResolvers<'listening' | 'failed' | 'ended'>();
  const ended = Promise.withResolvers<void>();

  const lines = new PassThrough();
  lines.setEncoding('utf8');
  lines.on('data', (piece: string) => {
    text = (text + piece).slice(-kept);
    if (/^@listening$/m.test(text)) outcome.resolve('listening');
    else if (/^@failed /m.test(text)) outcome.resolve('failed');
  });
  container.modem.demuxStream(stream, lines, lines);

  const end = (): void => {
    outcome.resolve('ended');
    ended.resolve();
  };
  for (const event of ['end', 'close', 'error']) stream.on(event, end);
  return {
    text: () => text,
    outcome: outcome.promise,
    ended: ended.promise,
    close: () => {
      if (stream instanceof Readable) stream.destroy();
    },
  };
}

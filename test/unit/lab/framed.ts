import { Duplex } from 'node:stream';

/** One frame as the engine sends it: 1 is stdout, 2 is stderr. */
export function frame(stream: 1 | 2, text: string | Buffer): Buffer {
  const body = Buffer.from(text);
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(body.length, 4);
  return Buffer.concat([header, body]);
}

/** Stands in for the stream of a command on a lab host: keeps what is written to it, and sends what the test says. */
export class FakeCommand extends Duplex {
  written = '';
  #onWrite: (() => void) | undefined;

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.written += chunk.toString();
    this.#onWrite?.();
    done();
  }

  says(text: string, stream: 1 | 2 = 1): void {
    this.push(frame(stream, text));
  }

  /** Its process is gone. */
  dies(): void {
    this.push(null);
  }

  /** Resolves once what was written satisfies the condition. */
  wrote(condition: (written: string) => boolean): Promise<void> {
    return new Promise(resolve => {
      const look = () => {
        if (condition(this.written)) resolve();
      };
      this.#onWrite = look;
      look();
    });
  }
}

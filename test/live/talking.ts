import { afterAll, beforeAll } from 'vitest';
import { bootLab, type Lab, type LabHost, type Mark, type Shell } from '../../src/lab/index.ts';
import { hostOf, oneHost, sh, testEngine, testImage } from './fixture.ts';

/** One lab of one host for all tests of a file. Call at the top of the file. */
export function sharedLab(): () => Lab {
  let lab: Lab | undefined;
  beforeAll(async () => {
    lab = await bootLab(await testEngine(), oneHost, {
      image: await testImage(),
      lease: { kind: 'stream' },
    });
  });
  afterAll(async () => {
    await lab?.close();
  });
  return () => {
    if (lab === undefined) throw new Error('the lab has not been booted yet');
    return lab;
  };
}

/** The only host of such a lab. Call at the top of the file. */
export function sharedHost(): () => LabHost {
  const lab = sharedLab();
  return () => hostOf(lab());
}

/** Runs a shell line that must succeed. */
export async function must(host: LabHost, line: string): Promise<string> {
  const { code, out } = await sh(host, line);
  if (code !== 0) throw new Error(`${line}\nexited with ${code}: ${out}`);
  return out.trim();
}

/** Where a container is: its namespace, and its address on one of its networks. */
export async function placeOf(host: LabHost, container: string) {
  const { State, NetworkSettings } = await host.docker.getContainer(container).inspect();
  const networks = Object.values(NetworkSettings.Networks);
  return { ns: { pid: State.Pid }, address: networks[0]?.IPAddress ?? '' };
}

/** A shell with what it has printed and marked so far, and a way to wait for more. */
export class WatchedShell {
  readonly shell: Shell;
  readonly marks: Mark[] = [];
  #bytes = Buffer.alloc(0);
  #looks = new Set<() => void>();

  constructor(shell: Shell) {
    this.shell = shell;
    shell.onBytes(bytes => {
      this.#bytes = Buffer.concat([this.#bytes, bytes]);
      this.#changed();
    });
    shell.onMark(mark => {
      this.marks.push(mark);
      this.#changed();
    });
  }

  get text(): string {
    return this.#bytes.toString();
  }

  /** Resolves when the condition holds; the test's own limit ends a wait in vain. */
  until(condition: () => boolean): Promise<void> {
    return new Promise(resolve => {
      const look = () => {
        if (!condition()) return;
        this.#looks.delete(look);
        resolve();
      };
      this.#looks.add(look);
      look();
    });
  }

  prompts(): number {
    return this.marks.filter(mark => mark.kind === 'prompt').length;
  }

  /** Types a line and waits for the next prompt; gives what was printed since. */
  async run(line: string): Promise<string> {
    const before = this.prompts();
    const at = this.text.length;
    this.shell.write(`${line}\r`);
    await this.until(() => this.prompts() > before);
    return this.text.slice(at);
  }

  #changed(): void {
    for (const look of [...this.#looks]) look();
  }
}

import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The built program, as arguments for a new process. */
export const program: readonly [string, string] = [process.execPath, join(root, 'dist/netdojo.mjs')];

/** What of the environment decides which engine is used; nothing else of the test runner's leaks into the program. */
export function engineEnvironment(): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env))
    if (value !== undefined && /^(DOCKER_|NETDOJO_|PATH$|HOME$)/.test(name)) kept[name] = value;
  return kept;
}

/** What a command came to. */
export type Came = { readonly code: number | null; readonly out: string; readonly err: string };

/** The command line of one user, with a state folder of their own. */
export type CommandLine = {
  readonly state: string;
  run(...args: string[]): Promise<Came>;
  /** Runs a command with this on its standard input. */
  feed(input: string, ...args: string[]): Promise<Came>;
  /** Ends the user's lab and forgets the user. */
  leave(): Promise<void>;
};

/** A user at a shell without a terminal: the built program with pipes. */
export function commandLine(extra: Readonly<Record<string, string>> = {}): CommandLine {
  const state = mkdtempSync(join(tmpdir(), 'netdojo-cli-'));
  const feed = (input: string | undefined, args: readonly string[]): Promise<Came> =>
    new Promise((resolve, reject) => {
      const [node, file] = program;
      const env = { ...engineEnvironment(), LANG: 'C.UTF-8', XDG_STATE_HOME: state, ...extra };
      const child = spawn(node, [file, ...args], { env, cwd: root });
      let out = '';
      let err = '';
      child.stdout.setEncoding('utf8').on('data', text => {
        out += text;
      });
      child.stderr.setEncoding('utf8').on('data', text => {
        err += text;
      });
      child.on('error', reject);
      child.on('close', code => resolve({ code, out, err }));
      child.stdin.end(input ?? '');
    });
  return {
    state,
    run: (...args) => feed(undefined, args),
    feed: (input, ...args) => feed(input, args),
    leave: async () => {
      await feed(undefined, ['down']);
      await rm(state, { recursive: true, force: true });
    },
  };
}

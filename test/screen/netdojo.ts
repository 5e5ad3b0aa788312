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

/** A command that runs. */
export type Started = {
  /** Resolves once its output holds this; rejects with the output when the command ends without. */
  until(wanted: string | RegExp): Promise<void>;
  /** Sends what Ctrl-C sends. */
  interrupt(): void;
  readonly done: Promise<Came>;
};

/** The command line of one user, with a state folder of their own. */
export type CommandLine = {
  readonly state: string;
  run(...args: string[]): Promise<Came>;
  /** Starts a command that goes on for a while. */
  start(...args: string[]): Started;
  /** Runs a command with this on its standard input. */
  feed(input: string, ...args: string[]): Promise<Came>;
  /** Ends the user's lab and forgets the user. */
  leave(): Promise<void>;
};

/** A user at a shell without a terminal: the built program with pipes. */
export function commandLine(extra: Readonly<Record<string, string>> = {}): CommandLine {
  const state = mkdtempSync(join(tmpdir(), 'netdojo-cli-'));
  const start = (input: string | undefined, args: readonly string[]): Started => {
    const [node, file] = program;
    const env = { ...engineEnvironment(), LANG: 'C.UTF-8', XDG_STATE_HOME: state, ...extra };
    const child = spawn(node, [file, ...args], { env, cwd: root });
    let out = '';
    let err = '';
    const looks = new Set<() => void>();
    child.stdout.setEncoding('utf8').on('data', text => {
      out += text;
      for (const look of [...looks]) look();
    });
    child.stderr.setEncoding('utf8').on('data', text => {
      err += text;
    });
    const done = new Promise<Came>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', code => resolve({ code, out, err }));
    });
    child.stdin.end(input ?? '');
    return {
      until: wanted =>
        new Promise((resolve, reject) => {
          const look = () => {
            if (!(typeof wanted === 'string' ? out.includes(wanted) : wanted.test(out))) return;
            looks.delete(look);
            resolve();
          };
          looks.add(look);
          look();
          void done.then(() => reject(new Error(`ended without ${wanted}:\n${out}${err}`)), reject);
        }),
      interrupt: () => child.kill('SIGINT'),
      done,
    };
  };
  const feed = (input: string | undefined, args: readonly string[]): Promise<Came> => start(input, args).done;
  return {
    state,
    start: (...args) => start(undefined, args),
    run: (...args) => feed(undefined, args),
    feed: (input, ...args) => feed(input, args),
    leave: async () => {
      await feed(undefined, ['down']);
      await rm(state, { recursive: true, force: true });
    },
  };
}

import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type AsRoot, asRoot } from './as-root.ts';
import { EnvironmentError } from './error.ts';
import { type Hold, holdEngine } from './hold.ts';
import { type PrivatePlaces, privatePlaces } from './private-places.ts';

/** Milliseconds a start may take. Measured: 0.2 to 0.3 s; a slow disk with many images needs more. */
const startPatienceMs = 60_000;

/**
 * Starts netdojo's own engine unless it runs already, and holds it. Several callers at once get the same engine.
 * Throws `EnvironmentError` `private-failed` when it does not come up, `root-needed`; AbortError when the signal fires.
 */
export async function startPrivateEngine(places: PrivatePlaces, signal?: AbortSignal): Promise<Hold> {
  const running = await holdEngine(places.socket);
  if (running !== undefined) return running;
  const root = await asRoot();
  const deadline = Date.now() + startPatienceMs;
  let supervisor: number | undefined;
  while (Date.now() < deadline) {
    signal?.throwIfAborted();
    // No answer and not ours to wait for: somebody else starts it, or an idle one is just ending. Ask again to start.
    supervisor ??= await askToStart(root, places);
    for (let look = 0; look < 10; look += 1) {
      const hold = await holdEngine(places.socket);
      if (hold !== undefined) return hold;
      if (supervisor !== undefined && !(await isThere(`/proc/${supervisor}`))) throw await failed(places);
      await pause(20, undefined, signal === undefined ? {} : { signal });
    }
  }
  throw await failed(places);
}

/** Pid of the supervisor just started; undefined when there is one already. */
async function askToStart(root: AsRoot, places: PrivatePlaces): Promise<number | undefined> {
  const { run, data, log, uid, gid, idleSeconds } = places;
  const said = await script(root, ['start', run, data, `${uid}`, `${gid}`, `${idleSeconds}`], log);
  return said === '' ? undefined : Number(said);
}

async function script(root: AsRoot, args: readonly string[], log: string): Promise<string> {
  const { $ } = await import('zx/core');
  const file = fileURLToPath(new URL('./scripts/private-engine.sh', import.meta.url));
  const done = await $({ nothrow: true, quiet: true, stdio: ['ignore', 'pipe', 'pipe'] })`${[
    ...root,
    'sh',
    file,
    ...args,
  ]}`;
  if (done.exitCode === 0) return done.stdout.trim();
  throw new EnvironmentError('private-failed', { reason: done.stderr.trim(), log });
}

async function failed(places: PrivatePlaces): Promise<EnvironmentError> {
  const log = await readFile(places.log, 'utf8').catch(() => '');
  const lines = log.trim().split('\n');
  // dockerd's last word, without the time stamps and levels of the lines before it.
  const reason =
    lines.findLast(line => /^failed to start daemon|level=fatal/.test(line)) ?? lines.at(-1) ?? '';
  return new EnvironmentError('private-failed', { reason, log: places.log });
}

/** What `clean` goes by. */
export type PrivateEngineStatus = PrivatePlaces & {
  /** Pid of its supervisor while it runs. */
  readonly pid: number | undefined;
};

/** Looks at this user's private engine without touching it. */
export async function privateEngineStatus(
  env: NodeJS.ProcessEnv = process.env,
): Promise<PrivateEngineStatus> {
  const places = privatePlaces(env);
  const pid = Number(await readFile(join(places.run, 'pid'), 'utf8').catch(() => ''));
  const running = pid > 0 && (await isSupervisor(pid, places));
  return { ...places, pid: running ? pid : undefined };
}

/** What `stopPrivateEngine` found to do. */
export type Stopped = { readonly ended: boolean; readonly imagesRemoved: boolean };

/**
 * Ends this user's private engine and whatever it runs, and removes what a kill -9 left of an earlier one. With
 * `images`, removes its images too. Does nothing, and needs no root, where there is nothing.
 * Throws `EnvironmentError` `root-needed` or `private-failed`.
 */
export async function stopPrivateEngine(
  { images }: { images: boolean },
  env: NodeJS.ProcessEnv = process.env,
): Promise<Stopped> {
  const { run, data, log, pid } = await privateEngineStatus(env);
  // Not the folder itself: it may be a mount point, which stays.
  const removeImages = images && ((await isThere(join(data, 'docker'))) || (await isThere(log)));
  if (!removeImages && !(await isThere(run))) return { ended: false, imagesRemoved: false };
  const root = await asRoot();
  await script(root, removeImages ? ['purge', run, data] : ['stop', run], log);
  return { ended: pid !== undefined, imagesRemoved: removeImages };
}

/** By its command line: a pid from a file may long be somebody else's. */
async function isSupervisor(pid: number, places: PrivatePlaces): Promise<boolean> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return line.split('\0').includes(places.run);
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

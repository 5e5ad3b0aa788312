import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import envPaths from 'env-paths';
import { type Engine, EnvironmentError } from '../engine/index.ts';
import { readProgress } from './image-progress.ts';
import type { Recipe } from './image-recipe.ts';
import { label, layout } from './labels.ts';

/** What the Dockerfile starts from. */
export type Base = {
  readonly ref: string;
  /** Whether the packages are in it already; else the build fetches them and needs a network. */
  readonly complete: boolean;
};

export type BaseOptions = {
  readonly recipe: Recipe;
  /** Tag for a base made here. */
  readonly ref: string;
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal | undefined;
};

/**
 * Gets a base image: the one made before; else one made by `mmdebstrap` where that can run; else a registry's.
 * Throws `EnvironmentError` when none of these is to be had.
 */
export async function ensureBase(engine: Engine, options: BaseOptions): Promise<Base> {
  if (await hasImage(engine, options.ref)) return { ref: options.ref, complete: true };
  // First, because a Debian mirror near by is known to this machine, and no registry needs to be asked.
  if (await canBootstrap()) return await bootstrap(engine, options);
  // netdojo's private engine has no network at all.
  if (engine.isPrivate) throw new EnvironmentError('image-no-mmdebstrap', {});
  return await pull(engine, options);
}

async function hasImage(engine: Engine, ref: string): Promise<boolean> {
  const found = await engine.docker.listImages({ filters: { reference: [ref] } });
  return found.length > 0;
}

async function pull(engine: Engine, { recipe, onLine, signal }: BaseOptions): Promise<Base> {
  const ref = recipe.registryBase;
  if (await hasImage(engine, ref)) return { ref, complete: false };
  try {
    const progress = await engine.docker.pull(ref, signal === undefined ? {} : { abortSignal: signal });
    await readProgress(progress, onLine, signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw new EnvironmentError('image-no-base', { image: ref, reason: reasonOf(error) }, { cause: error });
  }
  return { ref, complete: false };
}

/** Whether this machine can make a Debian root file system: Linux, root, and the program is here. */
async function canBootstrap(): Promise<boolean> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const { which } = await import('zx/core');
  return (await which('mmdebstrap', { nothrow: true })) !== null;
}

/** Makes the root file system with all packages (20 s) and imports it. */
async function bootstrap(engine: Engine, { recipe, ref, onLine, signal }: BaseOptions): Promise<Base> {
  const folder = await workFolder();
  try {
    const tar = join(folder, 'base.tar');
    await runMmdebstrap(recipe, folder, tar, onLine, signal);
    onLine('import');
    const progress = await engine.docker.importImage(createReadStream(tar), {
      ...splitRef(ref),
      changes: `LABEL ${label.version}=${layout}`,
      ...(signal === undefined ? {} : { abortSignal: signal }),
    });
    await readProgress(progress, () => {}, signal);
    return { ref, complete: true };
  } finally {
    // The last processes of a namespace that was killed may still be about to go.
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

async function runMmdebstrap(
  recipe: Recipe,
  folder: string,
  tar: string,
  onLine: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { $ } = await import('zx/core');
  const unneeded = ['doc', 'man', 'info', 'locale', 'lintian', 'bug'].flatMap(name => [
    `--dpkgopt=path-exclude=/usr/share/${name}/*`,
  ]);
  // Programs of containerd that dockerd does not use: 50 MB.
  const unused = ['ctr', 'containerd-shim', 'containerd-shim-runc-v1'].map(name => `usr/bin/${name}`);
  // In namespaces of its own: when netdojo dies, however it dies, mmdebstrap and its mounts go along.
  const alone = [
    'setpriv',
    '--pdeathsig',
    'KILL',
    'unshare',
    '--mount',
    '--pid',
    '--fork',
    '--kill-child=SIGKILL',
  ];
  const bootstrapping = $({
    quiet: true,
    nothrow: true,
    env: { ...process.env, TMPDIR: folder, LC_ALL: 'C.UTF-8' },
  })`${alone} --mount-proc mmdebstrap --variant=essential --format=tar --include=${recipe.packages.join(',')} --aptopt=${'Acquire::Check-Valid-Until "false"'} ${unneeded} --customize-hook=${`cd "$1" && rm -f ${unused.join(' ')}`} ${recipe.suite} ${tar} ${await mirrors(recipe.suite)}`;
  bootstrapping.stderr.on('data', (piece: Buffer) => {
    for (const line of piece.toString().split('\n')) if (/^I: /.test(line)) onLine(line.slice(3));
  });
  // Not by zx's own signal: that sends SIGTERM, which unshare ignores while its child runs. Everything else goes along.
  const stop = (): void => void bootstrapping.child?.kill('SIGKILL');
  signal?.addEventListener('abort', stop);
  const { exitCode, stderr } = await bootstrapping.finally(() => signal?.removeEventListener('abort', stop));
  signal?.throwIfAborted();
  if (exitCode !== 0)
    throw new EnvironmentError('image-mmdebstrap-failed', {
      log: stderr.trim().split('\n').slice(-8).join('\n'),
    });
}

/**
 * Where this machine gets Debian from, as lines for mmdebstrap; empty on another distribution, and then mmdebstrap
 * asks deb.debian.org. A mirror near by is often ten times faster, and in a class the only one there is.
 */
async function mirrors(suite: string): Promise<string[]> {
  const { $ } = await import('zx/core');
  const format = '$(REPO_URI)\t$(ORIGIN)\t$(LABEL)';
  const { stdout } = await $({
    quiet: true,
    nothrow: true,
  })`apt-get indextargets --format ${format} ${'Created-By: Packages'}`;
  const known = stdout.split('\n').map(line => line.split('\t'));
  const main = known.find(([, origin, labelled]) => origin === 'Debian' && labelled === 'Debian')?.[0];
  const security = known.find(([, , labelled]) => labelled === 'Debian-Security')?.[0];
  if (main === undefined) return [];
  return [
    `deb ${main} ${suite} main`,
    ...(security === undefined ? [] : [`deb ${security} ${suite}-security main`]),
  ];
}

/** A folder to work in, on a disk. What an earlier, killed run left goes first: the caller holds the image lock. */
async function workFolder(): Promise<string> {
  const cache = envPaths('netdojo', { suffix: '' }).cache;
  await mkdir(cache, { recursive: true });
  for (const name of await readdir(cache))
    if (name.startsWith('base-')) await rm(join(cache, name), { recursive: true, force: true });
  return await mkdtemp(join(cache, 'base-'));
}

/** `repo` and `tag` as the API wants them. */
export function splitRef(ref: string): { repo: string; tag: string } {
  const colon = ref.lastIndexOf(':');
  return { repo: ref.slice(0, colon), tag: ref.slice(colon + 1) };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

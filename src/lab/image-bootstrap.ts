import { mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import envPaths from 'env-paths';
import { type AsRoot, EnvironmentError, rootAtHand } from '../engine/index.ts';
import { preferences, type Recipe } from './image-recipe.ts';

/** How this machine can run mmdebstrap; undefined when it can't: not Linux, not installed, or root is out of reach. */
export async function bootstrapper(): Promise<AsRoot | undefined> {
  if (process.platform !== 'linux') return undefined;
  const { which } = await import('zx/core');
  if ((await which('mmdebstrap', { nothrow: true })) === null) return undefined;
  // Whoever started the private engine by sudo has just given the password.
  return await rootAtHand();
}

/**
 * Runs as root: mmdebstrap in namespaces of its own, until it ends or stdin does. So when netdojo changes its mind, or
 * dies, however it dies, mmdebstrap, its mounts and its files go along. unshare ignores SIGTERM while its child runs.
 */
const script = `
exec 3<&0 </dev/null
umask 022
setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child=SIGKILL --mount-proc "$@" 3<&- &
child=$!
{ read -r _ <&3; kill -KILL $child; } 2>/dev/null &
watcher=$!
# "Killed", said into a pipe that nobody reads any more, would be this shell's end.
{ wait $child; } 2>/dev/null
status=$?
kill $watcher 2>/dev/null
rm -rf "$TMPDIR"/mmdebstrap.*
exit $status`;

export type BootstrapOptions = {
  readonly root: AsRoot;
  readonly recipe: Recipe;
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal | undefined;
};

/**
 * Makes the root file system of a Debian release with all packages (20 s) and hands over the path of its tar, which
 * exists until `use` is done. Throws `EnvironmentError` with what mmdebstrap said; the signal's reason.
 */
export async function withRootFileSystem<Result>(
  options: BootstrapOptions,
  use: (tar: string) => Promise<Result>,
): Promise<Result> {
  const folder = await workFolder();
  try {
    const tar = join(folder, 'base.tar');
    await runMmdebstrap(options, folder, tar);
    return await use(tar);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runMmdebstrap(
  { root, recipe, onLine, signal }: BootstrapOptions,
  folder: string,
  tar: string,
): Promise<void> {
  const { $ } = await import('zx/core');
  const unneeded = ['doc', 'man', 'info', 'locale', 'lintian', 'bug'].map(
    name => `--dpkgopt=path-exclude=/usr/share/${name}/*`,
  );
  // Programs of containerd that dockerd does not use: 50 MB.
  const unused = ['ctr', 'containerd-shim', 'containerd-shim-runc-v1'].map(name => `usr/bin/${name}`);
  const mmdebstrap = [
    ...['mmdebstrap', '--variant=essential', '--format=tar', `--include=${recipe.packages.join(',')}`],
    ...['--aptopt=Acquire::Check-Valid-Until "false"', ...unneeded],
    ...(recipe.later === undefined ? [] : pinning(preferences(recipe))),
    ...[`--customize-hook=cd "$1" && rm -f ${unused.join(' ')}`, recipe.suite, '-'],
    ...(await mirrors(recipe)),
  ];
  // Opened here, so that the tar belongs to the user and not to root.
  const file = await open(tar, 'w');
  try {
    // A signal that fired by now is not heard below.
    signal?.throwIfAborted();
    const bootstrapping = $({
      quiet: true,
      nothrow: true,
      stdio: ['pipe', file.fd, 'pipe'],
    })`${root} env TMPDIR=${folder} LC_ALL=C.UTF-8 sh -c ${script} sh ${mmdebstrap}`;
    bootstrapping.stderr.on('data', (piece: Buffer) => {
      for (const line of piece.toString().split('\n')) if (/^I: /.test(line)) onLine(line.slice(3));
    });
    const stop = (): void => void bootstrapping.stdin.end();
    signal?.addEventListener('abort', stop);
    const { exitCode, stderr } = await bootstrapping.finally(() =>
      signal?.removeEventListener('abort', stop),
    );
    signal?.throwIfAborted();
    if (exitCode !== 0)
      throw new EnvironmentError('image-mmdebstrap-failed', {
        log: stderr.trim().split('\n').slice(-8).join('\n'),
      });
  } finally {
    await file.close();
  }
}

/** Puts apt's preferences in place while packages are chosen; the host made of them has none. */
function pinning(text: string): string[] {
  const file = '"$1"/etc/apt/preferences.d/netdojo';
  return [
    `--setup-hook=mkdir -p "$1"/etc/apt/preferences.d && printf '%s' '${text}' >${file}`,
    `--customize-hook=rm ${file}`,
  ];
}

/**
 * Where this machine gets Debian from, as lines for mmdebstrap; empty on another distribution, and then mmdebstrap
 * asks the main archive. A mirror near by is often ten times faster, and in a class the only one there is.
 */
async function mirrors({ suite, later }: Recipe): Promise<string[]> {
  const { $ } = await import('zx/core');
  const format = '$(REPO_URI)\t$(ORIGIN)\t$(LABEL)';
  const { stdout } = await $({
    quiet: true,
    nothrow: true,
  })`apt-get indextargets --format ${format} ${'Created-By: Packages'}`;
  const known = stdout.split('\n').map(line => line.split('\t'));
  const main = known.find(([, origin, labelled]) => origin === 'Debian' && labelled === 'Debian')?.[0];
  const security = known.find(([, , labelled]) => labelled === 'Debian-Security')?.[0];
  // A line for the later release keeps mmdebstrap from adding its own for the other.
  const [archive, updates] =
    main === undefined && later !== undefined
      ? ['http://deb.debian.org/debian', 'http://deb.debian.org/debian-security']
      : [main, security];
  if (archive === undefined) return [];
  return [
    `deb ${archive} ${suite} main`,
    ...(updates === undefined ? [] : [`deb ${updates} ${suite}-security main`]),
    ...(later === undefined ? [] : [`deb ${archive} ${later.suite} main`]),
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

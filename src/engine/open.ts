import { Agent } from 'node:http';
import { homedir } from 'node:os';
import { EnvironmentError } from './error.ts';
import { findEndpoint } from './find.ts';
import { type Hold, holdEngine } from './hold.ts';
import { installPackages, type MayInstall } from './install.ts';
import { isInstalled, missingPackages } from './packages/index.ts';
import { startPrivateEngine } from './private.ts';
import { privatePlaces } from './private-places.ts';
import { connect, reach } from './reach.ts';
import { runStage } from './stage.ts';
import { chooseApi, readInfo } from './suitable.ts';
import type { Endpoint, Engine, OnStage } from './types.ts';

export type OpenOptions = {
  /** Value of `--engine-host`: an address, or `private` for netdojo's own engine. */
  readonly host?: string | undefined;
  readonly env?: NodeJS.ProcessEnv;
  readonly onStage?: OnStage;
  /** Asked once, where packages have to be installed. Absent: they may not be. */
  readonly mayInstall?: MayInstall;
  readonly signal?: AbortSignal;
  /** False: netdojo's own engine is neither installed nor started; `packages-missing`, `root-needed` or `engine-off` is thrown. */
  readonly start?: boolean;
};

/**
 * The engine that carries the labs: the one the user chose, else the first known one that answers, else netdojo's own,
 * which is installed and started if need be. Throws `EnvironmentError` with what is in the way; AbortError.
 */
export async function openEngine(options: OpenOptions = {}): Promise<Engine> {
  const env = options.env ?? process.env;
  const home = env.HOME || homedir();
  const found = await findEndpoint({ host: options.host, env, home });
  switch (found.kind) {
    case 'chosen':
      return openEndpoint(found.endpoint);
    case 'known':
      return (await openFirst(found.endpoints)) ?? openPrivate(env, options);
    case 'private':
      return openPrivate(env, options);
  }
}

/**
 * The first endpoint that answers and can carry labs. Undefined when none answers; a socket that may not be opened or
 * an engine that cannot carry labs is thrown only after the others have been tried.
 */
export async function openFirst(endpoints: readonly Endpoint[]): Promise<Engine | undefined> {
  let obstacle: EnvironmentError | undefined;
  for (const endpoint of endpoints) {
    try {
      return await openEndpoint(endpoint);
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error;
      // Without a listener a socket is only what an engine that is off left behind.
      if (!silent.has(error.code)) obstacle ??= error;
    }
  }
  if (obstacle !== undefined) throw obstacle;
  return undefined;
}

const silent = new Set(['engine-no-socket', 'engine-not-listening', 'engine-mute']);

async function openEndpoint(endpoint: Endpoint, hold?: Hold): Promise<Engine> {
  const reached = await reach(endpoint);
  if (reached.kind === 'unreachable') throw reached.error;
  const { version, api, arch } = chooseApi(reached.version, endpoint.label);
  const agent = new Agent({ keepAlive: true });
  const docker = connect(endpoint.socket, { api, agent });
  const info: unknown = await docker.info();
  return {
    docker,
    endpoint,
    version,
    api,
    arch,
    ...readInfo(info, endpoint.label),
    isPrivate: endpoint.source === 'private',
    close: async () => {
      hold?.release();
      agent.destroy();
    },
  };
}

async function openPrivate(env: NodeJS.ProcessEnv, options: OpenOptions): Promise<Engine> {
  if (process.platform !== 'linux') throw new EnvironmentError('engine-none-desktop');
  const places = privatePlaces(env);
  const { socket } = places;
  const endpoint: Endpoint = { source: 'private', socket, label: socket };
  const running = await holdEngine(socket);
  if (running !== undefined) return openEndpoint(endpoint, running);
  if (options.start === false) {
    const packages = missingPackages().join(' ');
    if (packages !== '') throw new EnvironmentError('packages-missing', { packages });
    if (process.getuid?.() !== 0 && !isInstalled('sudo')) throw new EnvironmentError('root-needed');
    throw new EnvironmentError('engine-off');
  }
  await installPackages(options.mayInstall, options.onStage);
  const hold = await runStage(options.onStage, { id: 'engine' }, () =>
    startPrivateEngine(places, options.signal),
  );
  return openEndpoint(endpoint, hold);
}

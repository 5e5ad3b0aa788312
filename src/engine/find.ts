import { defaultSocket, parseAddress } from './address.ts';
import { configFolder, contextAddress, currentContext } from './context.ts';
import { knownSockets } from './known-sockets.ts';
import type { Endpoint, EndpointSource } from './types.ts';

/** What the search goes by. */
export type Search = {
  /** Value of `--engine-host`, if given. */
  readonly host: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
};

/**
 * What the search comes to. `chosen`: the user said which one, so it is that or an error. `known`: nobody said
 * anything; the first of these that answers. `private`: the user asked for netdojo's own.
 */
export type Found =
  | { readonly kind: 'chosen'; readonly endpoint: Endpoint }
  | { readonly kind: 'known'; readonly endpoints: readonly Endpoint[] }
  | { readonly kind: 'private' };

/**
 * Where to look for an engine, in the CLI's order: flag, `DOCKER_HOST`, `DOCKER_CONTEXT`, current context, known
 * sockets. dockerode reads no contexts, so this is ours to do. Reads files, talks to nobody.
 * Throws `EnvironmentError` for a choice that cannot be used.
 */
export async function findEndpoint({ host, env, home }: Search): Promise<Found> {
  if (host === 'private') return { kind: 'private' };
  if (host !== undefined) return chosen(host, 'flag', host);
  // As for the CLI, an empty variable is one that is not set.
  if (env.DOCKER_HOST) return chosen(env.DOCKER_HOST, 'docker-host', env.DOCKER_HOST);

  const folder = configFolder(env, home);
  // The context called `default` has no file: it is the default socket, as in the CLI.
  if (env.DOCKER_CONTEXT === 'default') return chosen(`unix://${defaultSocket}`, 'docker-context', 'default');
  if (env.DOCKER_CONTEXT)
    return chosen(await contextAddress(folder, env.DOCKER_CONTEXT), 'docker-context', env.DOCKER_CONTEXT);

  const current = await currentContext(folder);
  if (current !== undefined && current !== 'default')
    return chosen(await contextAddress(folder, current), 'current-context', current);

  return {
    kind: 'known',
    endpoints: knownSockets(home).map(socket => ({ source: 'known-socket', socket, label: socket })),
  };
}

function chosen(address: string, source: EndpointSource, label: string): Found {
  return { kind: 'chosen', endpoint: parseAddress(address, source, label) };
}

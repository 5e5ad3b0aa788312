import type { LabHost, OwnEngine, Prober } from '../lab/index.ts';
import type { HostReader, Namespace, Unread } from '../network/index.ts';
import { isObstacle } from './obstacle.ts';
import { inspectAll, lookAt } from './view.ts';

const deadlineMs = 3_000;

/** What a lab host's name server answers from. Nothing of the learner's changes it. */
export const namesFile = '/run/netdojo/names';

/**
 * Reads a host by its Docker and its probing process. Rejects with an AbortError when the signal fires and with an
 * EnvironmentError when the host is gone. `outside`: whether the machine of that name is a part of it.
 */
export function readerOf(host: LabHost, outside: boolean, signal: AbortSignal): HostReader {
  return {
    name: host.name,
    outside,
    ...probingReads(host.prober, signal),
    async serverNames() {
      const answer = await host.prober.ask('read', { root: 'host', path: namesFile }, signal);
      return 'is' in answer && answer.is === 'file' ? answer.text : undefined;
    },
    async docker() {
      const [seen, version] = await Promise.all([lookAt(host, signal), versionOf(host)]);
      if (isObstacle(seen)) return { unread: seen.obstacle.code };
      if (seen.daemon === 'down') return { unread: seen.lastError ?? 'down' };
      return { version, containers: seen.containers, networks: seen.networks };
    },
  };
}

/**
 * Reads one's own Docker: what its API says, and with a helper in it the rest as well. Whatever is netdojo's is left out.
 * Rejects as `readerOf` does.
 */
export function readerOfOwn({ name, docker, prober }: OwnEngine, signal: AbortSignal): HostReader {
  const probing = prober === undefined ? noProbing : probingReads(prober, signal);
  return {
    name,
    outside: false,
    ...probing,
    // Whatever it asks on to may know anything.
    serverNames: async () => undefined,
    async docker() {
      const [seen, version] = await Promise.all([
        inspectAll({ name, docker }, signal, 'netdojo.version'),
        versionOf({ docker }),
      ]);
      return { version, containers: seen.containers, networks: seen.networks };
    },
  };
}

type ProbingReads = Pick<HostReader, 'survey' | 'savedRules' | 'namedNamespaces'>;

const noProbing: ProbingReads = {
  survey: async () => ({ unread: 'no-helper' }),
  savedRules: async () => ({ unread: 'no-helper' }),
  namedNamespaces: async () => [],
};

function probingReads({ ask }: Pick<Prober, 'ask'>, signal: AbortSignal): ProbingReads {
  const save = async (ns: Namespace, program: string): Promise<string | Unread> => {
    const answer = await ask('run', { ns, argv: [program, '-c'], deadlineMs }, signal);
    if ('unmeasured' in answer) return { unread: answer.unmeasured };
    const [line = ''] = `${answer.stderr}${answer.stdout}`.split('\n');
    if (answer.timedOut || answer.exit !== 0) return { unread: answer.timedOut ? 'timeout' : line };
    // What the newer kind of iptables cannot show, it says in a comment.
    return `${answer.stdout}${answer.stderr}`;
  };
  return {
    async survey(places) {
      const answer = await ask('survey', { places }, signal);
      return 'unmeasured' in answer ? { unread: answer.unmeasured } : answer;
    },
    async savedRules(ns) {
      const saved = await save(ns, 'iptables-save');
      if (typeof saved !== 'string' || !saved.includes('legacy tables present')) return saved;
      const older = await save(ns, 'iptables-legacy-save');
      return typeof older === 'string' ? `${saved}\n${older}` : older;
    },
    async namedNamespaces() {
      const answer = await ask('read', { root: 'host', path: '/run/netns' }, signal);
      return 'is' in answer && answer.is === 'directory' ? answer.names : [];
    },
  };
}

async function versionOf(host: Pick<LabHost, 'docker'>): Promise<string> {
  try {
    return (await host.docker.version()).Version;
  } catch {
    // That it is down says the look at it.
    return '';
  }
}

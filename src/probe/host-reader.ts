import type { LabHost } from '../lab/index.ts';
import type { HostReader, Namespace } from '../network/index.ts';
import { isObstacle } from './obstacle.ts';
import { lookAt } from './view.ts';

const deadlineMs = 3_000;

/**
 * Reads a host by its Docker and its probing process. Rejects with an AbortError when the signal fires and with an
 * EnvironmentError when the host is gone. `outside`: whether the machine of that name is a part of it.
 */
export function readerOf(host: LabHost, outside: boolean, signal: AbortSignal): HostReader {
  const { ask } = host.prober;
  return {
    name: host.name,
    outside,
    async docker() {
      const [seen, version] = await Promise.all([lookAt(host, signal), versionOf(host)]);
      if (isObstacle(seen)) return { unread: seen.obstacle.code };
      if (seen.daemon === 'down') return { unread: seen.lastError ?? 'down' };
      return { version, containers: seen.containers, networks: seen.networks };
    },
    async survey(places) {
      const answer = await ask('survey', { places }, signal);
      return 'unmeasured' in answer ? { unread: answer.unmeasured } : answer;
    },
    async savedRules(ns: Namespace) {
      const answer = await ask('run', { ns, argv: ['iptables-save', '-c'], deadlineMs }, signal);
      if ('unmeasured' in answer) return { unread: answer.unmeasured };
      const [line = ''] = `${answer.stderr}${answer.stdout}`.split('\n');
      if (answer.timedOut || answer.exit !== 0) return { unread: answer.timedOut ? 'timeout' : line };
      return answer.stdout;
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

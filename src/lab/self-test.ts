import type { Generation, LabHost } from './types.ts';

/** Images that every host has from its first second. */
const seededImages = ['busybox:latest', 'nginx:latest', 'toolbox:latest'] as const;

/** What the self-test saw. */
export type SelfTest = {
  /** What keeps the host from being usable, in words for a log; empty when it is ready. */
  readonly missing: readonly string[];
  /** Whether packets within one bridge pass iptables. Where not, rules between neighbours silently do nothing. */
  readonly bridgeFiltering: boolean;
  /** Version of its Docker as that says it; empty when it said none. */
  readonly engine: string;
};

/** Looks whether a host whose Docker answers is ready for a lesson. Rejects when the host cannot be asked. */
export async function selfTest(
  host: LabHost,
  generation: Generation,
  signal?: AbortSignal,
): Promise<SelfTest> {
  const [images, forwarding, bridgeFiltering, hello, engine] = await Promise.all([
    host.docker.listImages(signal === undefined ? {} : { abortSignal: signal }),
    host.prober.ask('sysctl', { ns: 'host', key: 'net.ipv4.ip_forward' }, signal),
    filtersBridges(host, signal),
    host.prober.ask('hello', {}, signal),
    engineOf(host),
  ]);
  const tags = new Set(images.flatMap(image => image.RepoTags ?? []));
  const missing: string[] = seededImages.filter(tag => !tags.has(tag)).map(tag => `no image ${tag}`);
  if (!('value' in forwarding) || forwarding.value !== '1') missing.push('net.ipv4.ip_forward is not 1');
  if (!('setns' in hello) || !hello.setns) missing.push('the prober cannot enter namespaces');
  // A Debian release that is not stable yet moves on to the next generation some day.
  if (!engine.startsWith(`${generation}.`)) missing.push(`its Docker is ${engine}, not ${generation}`);
  return { missing, bridgeFiltering, engine };
}

/** Version of a host's Docker, such as `26.1.5`: what a distribution adds to it is left out. Rejects when it doesn't answer. */
export async function engineOf(host: LabHost): Promise<string> {
  const { Version } = await host.docker.version();
  return Version.replace(/[+~-].*$/, '');
}

/** Whether packets within one bridge pass iptables on a host. Rejects when the host cannot be asked. */
export async function filtersBridges(host: LabHost, signal?: AbortSignal): Promise<boolean> {
  const key = 'net.bridge.bridge-nf-call-iptables';
  const answer = await host.prober.ask('sysctl', { ns: 'host', key }, signal);
  return 'value' in answer && answer.value === '1';
}

import type { ContainerSeen, PublishedSeen } from '../../network/index.ts';
import { socketText } from '../../network/index.ts';
import { type Judgement, verdictOf } from '../judgement.ts';
import { absentContainer, dockerOf, findContainer, stateEvidence, stateSaid } from '../lookup.ts';
import { failing, isObstacle } from '../obstacle.ts';
import { fill } from '../resolve.ts';
import { type CheckOf, said, splitHost } from '../schema/index.ts';
import { listeners } from '../sockets.ts';
import { sourceOf } from '../source.ts';
import { addressSaid, standOn } from './listening.ts';
import { all, type StateProbe } from './probe.ts';

export type PublishedRaw = {
  readonly container: ContainerSeen;
  readonly port: number;
  readonly protocol: string;
  /** Ports that somebody listens on inside. */
  readonly listens: readonly number[];
  /** Placeholders filled. */
  readonly address: string | undefined;
};

/** Looks whether, and how, a port of a running container is published on its host. */
export const published: StateProbe<'published', PublishedRaw> = {
  codes: [
    'published.yes',
    'published.declared',
    'published.no',
    'published.no-effect',
    'published.other-port',
    'published.host-port',
    'published.loopback',
    'published.address',
  ],

  async run(check, scene, signal) {
    const { host, name } = splitHost(check.container);
    const docker = await dockerOf(host, scene);
    if (isObstacle(docker)) return docker;
    const container = findContainer(docker, name);
    if (container === undefined) return absentContainer(docker, name, scene.context.names);
    // A stopped container publishes nothing, whatever it was started with: that proves nothing.
    if (container.state !== 'running') return failing(stateSaid(container), stateEvidence(container));
    const address = await fill(check.address, scene);
    if (isObstacle(address)) return address;
    const source = await sourceOf(check.container, scene, signal);
    if (isObstacle(source)) return source;
    const inside = await listeners(source, check.protocol, signal);
    if (isObstacle(inside)) return inside;
    const listens = [...new Set(inside.sockets.map(socket => socket.port))].sort((a, b) => a - b);
    return { container, port: check.port, protocol: check.protocol, listens, address: address.text };
  },

  judge(check, raw) {
    const { container } = raw;
    const evidence = {
      command: `docker port ${container.name}`,
      output: container.published
        .map(one => `${one.port}/${one.protocol} -> ${socketText({ ...one, port: one.hostPort })}`)
        .join('\n'),
    };
    return { ...judgePort(check, raw), evidence };
  },

  reading(raw) {
    const here = bindingsOf(raw);
    const value = here.map(bindingText).join(' ');
    if (here.length > 0) return { outcome: 'published', value };
    return { outcome: isDeclared(raw) ? 'declared' : 'not-published', value };
  },

  asked: ({ container, port, protocol }) => said('asked.published', { container, port, protocol }),
  expected(check) {
    if (!check.published) return said('expect.published.no');
    return all([
      said('expect.published.yes'),
      ...(check.hostPort === undefined ? [] : [said('expect.published.as', { port: check.hostPort })]),
      ...(check.address === undefined ? [] : [addressSaid(check.address)]),
    ]);
  },
};

function bindingsOf({ container, port, protocol }: PublishedRaw): PublishedSeen[] {
  return container.published.filter(one => one.port === port && one.protocol === protocol);
}

function isDeclared({ container, port, protocol }: PublishedRaw): boolean {
  return container.declared.includes(`${port}/${protocol}`);
}

function bindingText({ address, hostPort }: PublishedSeen): string {
  return socketText({ address, port: hostPort });
}

function judgePort(check: CheckOf<'published'>, raw: PublishedRaw): Pick<Judgement, 'verdict' | 'got'> {
  const here = bindingsOf(raw);
  if (here.length === 0) return judgeNothing(check, raw);
  const { address, port } = raw;
  const params = { container: raw.container.name, port, bindings: here.map(bindingText) };
  if (!check.published) return { verdict: 'fail', got: said('published.yes', params) };
  const right = here.filter(one => check.hostPort === undefined || one.hostPort === check.hostPort);
  if (right.length === 0) return { verdict: 'fail', got: said('published.host-port', params) };
  const addresses = right.map(one => one.address);
  if (address !== undefined && !standOn(address, addresses)) {
    const code = standOn('loopback', addresses) ? 'published.loopback' : 'published.address';
    return { verdict: 'fail', got: said(code, params) };
  }
  return { verdict: 'pass', got: said('published.yes', params) };
}

/** That port is not published: what came of it instead? */
function judgeNothing(check: CheckOf<'published'>, raw: PublishedRaw): Pick<Judgement, 'verdict' | 'got'> {
  const { container, port, protocol, listens } = raw;
  const verdict = verdictOf(!check.published);
  const name = container.name;
  const [other] = container.published.filter(one => one.protocol === protocol);
  if (container.published.length === 0 && container.asked.length > 0)
    return {
      verdict,
      got: said('published.no-effect', { container: name, mode: container.mode.replace(/:.*/, '') }),
    };
  if (other !== undefined)
    return {
      verdict,
      got: said('published.other-port', {
        container: name,
        port,
        other: other.port,
        hostPort: other.hostPort,
        listens: listens.length > 0 ? listens.map(String) : said('value.none'),
      }),
    };
  const code = isDeclared(raw) ? 'published.declared' : 'published.no';
  return { verdict, got: said(code, { container: name, port }) };
}

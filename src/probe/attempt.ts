import type { Attempt as Tried } from '../lab/index.ts';
import { ask } from './ask.ts';
import { reached } from './kinds/traffic.ts';
import { udpReached } from './kinds/udp.ts';
import { isObstacle, type Obstacle } from './obstacle.ts';
import type { Reached } from './reach.ts';
import { fillPort } from './resolve.ts';
import type { Scene } from './scene.ts';
import type { Attempt } from './schema/index.ts';
import { type Source, sourceOf } from './source.ts';
import { aim, type Target } from './target.ts';

/** An attempt of which all is known but what becomes of it: names are looked up, ports are numbers. */
export type Prepared = {
  readonly made: Attempt;
  readonly source: Source;
  readonly target: Target;
  /** Absent for a ping. */
  readonly port: number | undefined;
};

/** Looks up what an attempt needs, so that nothing but its own packets are sent while it is watched. */
export async function prepare(
  made: Attempt,
  scene: Scene,
  signal: AbortSignal,
): Promise<Prepared | Obstacle> {
  const source = await sourceOf(made.from, scene, signal);
  if (isObstacle(source)) return source;
  const target = await aim(made.to, source, scene, signal);
  if (isObstacle(target)) return target;
  if (made.probe === 'ping') return { made, source, target, port: undefined };
  const port = await fillPort(made.port, scene);
  return isObstacle(port) ? port : { made, source, target, port: port.port };
}

/** Makes the attempt and sends nothing else; undefined when its name has no address. */
export async function send(
  { made, source, target, port }: Prepared,
  signal: AbortSignal,
): Promise<{ readonly attempts: readonly Tried[] } | undefined | Obstacle> {
  const { address } = target;
  if (address === undefined) return undefined;
  const { host, ns } = source;
  if (made.probe === 'ping') return await ask(host, 'ping', { ns, address, bare: true }, signal);
  const question = { ns, address, port: port ?? 0, bare: true } as const;
  return made.probe === 'tcp'
    ? await ask(host, 'connect', question, signal)
    : await ask(host, 'udp', { ...question, send: 'text' }, signal);
}

/** Where the attempt came to, with what proves it. */
export async function conclude(
  { made, source, target }: Prepared,
  sent: { readonly attempts: readonly Tried[] } | undefined,
  signal: AbortSignal,
): Promise<Reached | Obstacle> {
  const raw = { from: source.label, shell: source.shell, target };
  const { address } = target;
  if (sent === undefined || address === undefined) return reached({ ...raw, tried: undefined });
  const answered = ['ok', 'ECONNREFUSED'].includes(sent.attempts.at(-1)?.result ?? '');
  const around = answered ? null : await ask(source.host, 'around', { ns: source.ns, address }, signal);
  if (around !== null && isObstacle(around)) return around;
  const tried = { attempts: sent.attempts, around, watched: false };
  return made.probe === 'udp' ? udpReached({ ...raw, tried }) : reached({ ...raw, tried });
}

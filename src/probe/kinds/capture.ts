import type { CapturedPacket } from '../../lab/index.ts';
import { inSubnet } from '../../network/index.ts';
import { ask } from '../ask.ts';
import { conclude, prepare } from '../attempt.ts';
import { asRecord, typed } from '../evidence.ts';
import { type Judgement, verdictOf } from '../judgement.ts';
import { failing, isObstacle, type Obstacle, unmeasured } from '../obstacle.ts';
import { type Reached, reachCodes } from '../reach.ts';
import { fill } from '../resolve.ts';
import type { Scene } from '../scene.ts';
import {
  attemptSaid,
  type CheckOf,
  parsePlace,
  placeSaid,
  portNumber,
  type SaidParam,
  said,
  valueSaid,
} from '../schema/index.ts';
import { type ShellSide, type Source, sourceOf } from '../source.ts';
import { isOn, networkCalled } from './address.ts';
import { linksOf } from './ip.ts';
import { all, type Probe } from './probe.ts';

export type CaptureRaw = {
  readonly where: SaidParam;
  readonly shell: ShellSide;
  /** The interfaces looked at; undefined for any but `lo`. */
  readonly interfaces: readonly string[] | undefined;
  /** What the packets must have, placeholders filled. */
  readonly wanted: { readonly [Field in 'source' | 'destination' | 'port']?: string };
  readonly attempt: Reached;
  /** How many of its packets were seen where it was made. */
  readonly left: number;
  readonly seen: readonly CapturedPacket[];
  readonly lost: number;
};

/** Makes an attempt, and looks whether its packets are seen somewhere meanwhile. */
export const capture: Probe<'capture', CaptureRaw> = {
  codes: [
    'capture.seen',
    'capture.other',
    'capture.not-seen',
    'capture.not-sent',
    'interface.absent',
    'unmeasured.capture-lost',
    'unmeasured.capture-hosts',
    'unmeasured.capture-not-sent',
    ...reachCodes.filter(code => /^unmeasured\.|no-such-name$/.test(code)),
  ],

  async run(check, scene, signal) {
    const place = await sourceOf(check.at, scene, signal);
    if (isObstacle(place)) return place;
    const wanted: { [Field in 'source' | 'destination' | 'port']?: string } = {};
    for (const field of ['source', 'destination', 'port'] as const) {
      const value = check[field];
      if (value === undefined) continue;
      const filled = await fill(String(value), scene);
      if (isObstacle(filled)) return filled;
      wanted[field] = filled.text;
    }
    const interfaces = await interfacesOf(check, place, scene, signal);
    if (interfaces !== undefined && isObstacle(interfaces)) return interfaces;
    const prepared = await prepare(check.during, scene, signal);
    if (isObstacle(prepared)) return prepared;
    // One process looks and calls, so that it looks while it calls.
    if (prepared.source.host !== place.host) return unmeasured('capture-hosts');
    const found = { where: place.label, shell: place.shell, interfaces: interfaces?.names, wanted };
    const { address } = prepared.target;
    if (address === undefined) {
      const attempt = await conclude(prepared, undefined, signal);
      return isObstacle(attempt) ? attempt : { ...found, attempt, left: 0, seen: [], lost: 0 };
    }
    const { made, source, port = 0 } = prepared;
    const question = { at: place.ns, attempt: { probe: made.probe, ns: source.ns, address, port } };
    const answer = await ask(
      place.host,
      'capture',
      interfaces === undefined ? question : { ...question, interfaces: interfaces.names },
      signal,
    );
    if (isObstacle(answer)) return answer;
    const attempt = await conclude(prepared, answer, signal);
    if (isObstacle(attempt)) return attempt;
    return { ...found, attempt, left: answer.left, seen: answer.seen, lost: answer.lost };
  },

  judge(check, raw) {
    const filter = check.during.probe === 'ping' ? 'icmp' : check.during.probe;
    const [only = 'any', ...more] = raw.interfaces ?? [];
    const command = typed(raw.shell, ['tcpdump', '-nni', more.length === 0 ? only : 'any', filter]);
    const lines = raw.seen.length === 0 ? ['-'] : raw.seen.map(lineOf);
    return { ...judgeCapture(check, raw), evidence: { command, output: asRecord(lines) } };
  },

  asked: check =>
    said('asked.capture', {
      where:
        check.on === undefined
          ? placeSaid(check.at)
          : said('target.interface', { where: placeSaid(check.at), name: valueSaid(check.on) }),
      attempt: attemptSaid(check.during),
    }),
  expected: check =>
    all([
      said(check.seen ? 'expect.capture.seen' : 'expect.capture.not-seen'),
      ...(check.source === undefined ? [] : [said('rule.source', { value: valueSaid(check.source) })]),
      ...(check.destination === undefined
        ? []
        : [said('rule.destination', { value: valueSaid(check.destination) })]),
      ...(check.port === undefined ? [] : [said('rule.port', { value: portNumber(check.port) })]),
    ]),
};

/** The interfaces that `on` means; undefined where it says none. */
async function interfacesOf(
  check: CheckOf<'capture'>,
  place: Source,
  scene: Scene,
  signal: AbortSignal,
): Promise<{ readonly names: readonly string[] } | undefined | Obstacle> {
  if (check.on === undefined) return undefined;
  const on = await fill(check.on, scene);
  if (isObstacle(on)) return on;
  const called = await networkCalled(on.text, parsePlace(check.at).host, scene);
  if (isObstacle(called)) return called;
  const links = await linksOf(place, signal);
  if (isObstacle(links)) return links;
  const { network } = called;
  const names = links.rows
    .filter(link => isOn(link, { shell: place.shell, on: on.text, network }))
    .map(link => link.ifname);
  return names.length > 0
    ? { names }
    : failing(said('interface.absent', { where: place.label, name: on.text }));
}

function judgeCapture(check: CheckOf<'capture'>, raw: CaptureRaw): Omit<Judgement, 'evidence'> {
  const { attempt, seen, left, lost, where } = raw;
  const outcome = attempt.measured ? attempt.got : attempt.why;
  const right = seen.filter(packet => isWanted(packet, raw.wanted));
  const [first] = right;
  if (first !== undefined)
    return {
      verdict: verdictOf(check.seen),
      got: said('capture.seen', { where, packet: lineOf(first), outcome }),
    };
  if (lost > 0)
    return { verdict: 'could-not-measure', got: said('unmeasured.capture-lost', { count: lost }) };
  // What was seen where it was sent, and captured in the same way, proves that it would have been seen here.
  if (left === 0)
    return check.seen
      ? { verdict: 'fail', got: said('capture.not-sent', { outcome }) }
      : { verdict: 'could-not-measure', got: said('unmeasured.capture-not-sent', { outcome }) };
  const [other] = seen;
  const got =
    other === undefined
      ? said('capture.not-seen', { where, outcome })
      : said('capture.other', { where, packet: lineOf(other), outcome });
  return { verdict: verdictOf(!check.seen), got, control: said('control.sent', { count: left }) };
}

function isWanted(packet: CapturedPacket, { source, destination, port }: CaptureRaw['wanted']): boolean {
  return (
    (source === undefined || inSubnet(packet.source, source)) &&
    (destination === undefined || inSubnet(packet.destination, destination)) &&
    (port === undefined || packet.port === Number(port))
  );
}

function lineOf({ interface: name, source, destination, port }: CapturedPacket): string {
  return `${name} ${source} > ${destination}${port === null ? '' : `.${port}`}`;
}

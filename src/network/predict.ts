import type { Outcome } from '../probe/schema/index.ts';
import { type Aim, aimAt } from './aim.ts';
import type { Barrier, Walk } from './barrier.ts';
import { type Block, outcomesOf, rootFirst, withoutRepeats } from './block.ts';
import { type Cause, cause } from './cause.ts';
import { namespaceOwnerId } from './docker.ts';
import { meantByDocker, nameBlocks, sourceBlocks, targetBlocks } from './ends.ts';
import { explain } from './explain.ts';
import { type Answered, listenerAt } from './listener.ts';
import type { Snapshot, Stack } from './model.ts';
import { narrowBlocks } from './narrow.ts';
import { ownersOf, type Place, placesOf } from './places.ts';
import { firstPacket, type Packet } from './rules/packet.ts';
import { walk } from './walk.ts';

/** Who wants to reach what. */
export type Question = {
  readonly from: Place;
  /** A name, an address, or a place, as one would write it. */
  readonly to: string;
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  /** Absent for a ping. */
  readonly port: number | undefined;
  /** The address to go by, where it is known what the name has come to. */
  readonly by?: string | undefined;
};

/** One way there: by one of the addresses a name may have. */
export type Route = {
  readonly address: string;
  /** Who has it. */
  readonly target: Place | undefined;
  readonly there: Walk | undefined;
  readonly answered: Answered | undefined;
  readonly back: Walk | undefined;
};

/** What the configuration says of a question. */
export type Prediction = {
  readonly aim: Aim;
  /** The way by the first address; absent where there is none to try, or nowhere to start. */
  readonly route: Route | undefined;
  /** What stands in the way, first things first. */
  readonly blocks: readonly Block[];
  /** What whoever tries may get to feel: more than one where it depends on chance. Empty: nobody can tell. */
  readonly outcomes: readonly Outcome[];
};

/** Predicts from what was read, and from nothing else. Every step is looked at, also behind the first that fails. */
export function predict(snapshot: Snapshot, question: Question): Prediction {
  const { from, to } = question;
  const aim = aimAt(snapshot, from, to);
  const source = sourceBlocks(from);
  // What doesn't run asks for no name.
  if (from.container !== undefined && from.container.state !== 'running')
    return { aim, route: undefined, blocks: [...source, ...targetBlocks(aim.meant)], outcomes: [] };
  // Where the namespace could not be read, Docker alone says what it means to do.
  if (from.stack === undefined) {
    const known = [...nameBlocks(aim), ...meantByDocker(from, aim.meant), ...targetBlocks(aim.meant)];
    const blocks = [...known, ...source];
    return { aim, route: undefined, blocks, outcomes: outcomesOf(blocks) };
  }
  const before = nameBlocks(aim);
  const addresses = question.by === undefined ? aim.addresses : [question.by];
  const tries = addresses.map(address => tryAddress(snapshot, question, aim, address));
  const [first, ...others] = tries;
  if (first === undefined) {
    const blocks = [...before, ...targetBlocks(aim.meant)];
    return { aim, route: undefined, blocks: rootFirst(blocks), outcomes: outcomesOf(blocks) };
  }
  const outcomes = [...new Set(tries.flatMap(one => outcomesOf([...before, ...one.blocks])))];
  const differs = others.length > 0 && outcomes.length > 1 && before.length === 0;
  const chance = differs ? [ambiguous(to, tries)] : [];
  const blocks = rootFirst([...before, ...chance, ...first.blocks]);
  return { aim, route: first.route, blocks, outcomes };
}

/** IPv6 is not walked here. Without a route for it, what comes of it is certain. */
function outcomeOfIPv6({ routes }: Stack): Outcome | undefined {
  const leads = routes.some(({ to, type }) => type === 'unicast' && /^(::\/0|[23fF][0-9a-dA-D])/.test(to));
  return leads ? undefined : 'unreachable';
}

type Tried = { readonly route: Route; readonly blocks: readonly Block[] };

function tryAddress(snapshot: Snapshot, question: Question, aim: Aim, address: string): Tried {
  const { from } = question;
  const { stack } = from;
  const owner = address.startsWith('127.') ? from : ownersOf(snapshot, address, from.machine)[0];
  const nowhere = {
    address,
    target: owner ?? aim.meant,
    there: undefined,
    answered: undefined,
    back: undefined,
  };
  if (stack === undefined) return { route: nowhere, blocks: targetBlocks(nowhere.target) };
  if (address.includes(':'))
    return {
      route: nowhere,
      blocks: [{ step: 'route', cause: cause('address-family', { address }), outcome: outcomeOfIPv6(stack) }],
    };
  const packet = firstPacket(question.protocol, address, question.port);
  const there = walk(snapshot, stack, packet);
  const blocks = there.barriers.map(barrier => blockOf(snapshot, from, barrier));
  const target = there.end === undefined ? nowhere.target : placeIn(snapshot, there.end.stack, aim.meant);
  const atTarget = targetBlocks(target ?? aim.meant);
  if (there.end === undefined) {
    // Whether anybody would listen is looked at all the same.
    const end = target?.stack === undefined ? undefined : { stack: target.stack, packet };
    const would = end === undefined ? undefined : arrive(snapshot, question, target, end);
    return {
      route: { ...nowhere, target, there, answered: would?.answered },
      blocks: withoutRepeats([...blocks, ...atTarget, ...(would?.blocks ?? [])]),
    };
  }
  const arrived = arrive(snapshot, question, target, there.end);
  const back = wayBack(snapshot, from, there.end, there);
  return {
    route: { address, target, there, answered: arrived.answered, back: back.walk },
    blocks: withoutRepeats([
      ...blocks,
      ...atTarget,
      ...arrived.blocks,
      ...back.blocks,
      ...narrowBlocks(there),
    ]),
  };
}

/** Whose stack it is: the container that is meant, of those that share it; else whoever has its addresses. */
function placeIn(snapshot: Snapshot, stack: Stack, meant: Place | undefined): Place | undefined {
  if (meant?.stack?.id === stack.id) return meant;
  const places = placesOf(snapshot).filter(place => place.stack?.id === stack.id);
  return (
    places.find(({ container }) => container === undefined || namespaceOwnerId(container) === undefined) ??
    places[0]
  );
}

const ofFilter: readonly Barrier['is'][] = ['ruled-out', 'unknown-rule', 'unread-rules'];

function blockOf(snapshot: Snapshot, from: Place, barrier: Barrier): Block {
  const { is } = barrier.is === 'in-tunnel' ? barrier.barrier : barrier;
  return { step: ofFilter.includes(is) ? 'filter' : 'route', ...explain(snapshot, from, barrier) };
}

function arrive(
  snapshot: Snapshot,
  { from, protocol }: Question,
  target: Place | undefined,
  { stack, packet }: NonNullable<Walk['end']>,
): { readonly answered: Answered | undefined; readonly blocks: readonly Block[] } {
  const step = 'listener' as const;
  const name = target?.label ?? packet.destination;
  if (protocol === 'icmp')
    return {
      answered: undefined,
      blocks: stack.ignoresPing ? [{ step, cause: cause('ping-ignored', { name }), outcome: 'dropped' }] : [],
    };
  const answered = listenerAt(snapshot, from, stack, target, packet);
  switch (answered.is) {
    case 'listens':
      return { answered, blocks: [] };
    case 'nobody':
      return { answered, blocks: [{ step, cause: answered.cause, outcome: 'refused' }] };
    case 'proxy':
      return { answered, blocks: behindProxy(snapshot, target, protocol, answered) };
  }
}

/** The proxy has taken the call before it knows whether the container does. */
function behindProxy(
  snapshot: Snapshot,
  host: Place | undefined,
  protocol: Question['protocol'],
  { publishing }: Extract<Answered, { is: 'proxy' }>,
): Block[] {
  const address = publishing.container.endpoints.find(endpoint => endpoint.address !== undefined)?.address;
  if (host === undefined || address === undefined) return [];
  const leg = predict(snapshot, { from: host, to: address, protocol, port: publishing.port });
  return leg.blocks.map(({ orElse: _, ...block }) => ({
    ...block,
    outcome: block.outcome === undefined ? undefined : 'no-data',
  }));
}

function wayBack(
  snapshot: Snapshot,
  from: Place,
  { stack, packet }: NonNullable<Walk['end']>,
  there: Walk,
): { readonly walk: Walk | undefined; readonly blocks: readonly Block[] } {
  if (stack.id === from.stack?.id) return { walk: undefined, blocks: [] };
  const answer: Packet = {
    protocol: packet.protocol,
    source: packet.destination,
    destination: packet.source,
    port: undefined,
    sourcePort: packet.port,
    reply: true,
    original: packet.original,
    translated: packet.translated,
  };
  const back = walk(snapshot, stack, answer, there.flows);
  const [owner] = placesOf(snapshot).filter(place => place.stack?.id === stack.id);
  const name = owner?.label ?? stack.id;
  const blocks = back.barriers.map((barrier): Block => {
    const { cause: why, outcome } = explain(snapshot, owner ?? from, barrier);
    return {
      step: 'return',
      // The causes that tell of a direction say by themselves that it is the way back.
      cause:
        outcome === undefined || why.id === 'overlay-tunnel'
          ? why
          : noWayBack(snapshot, from, name, packet.source, why),
      outcome: outcome === undefined ? undefined : 'dropped',
    };
  });
  return { walk: back, blocks };
}

function noWayBack(snapshot: Snapshot, from: Place, name: string, address: string, why: Cause): Cause {
  const [sender] = ownersOf(snapshot, address, from.machine);
  // Nobody but its own host knows where a container's address is: on its way out it should have got another.
  if (why.id === 'no-route' && sender?.at === 'container')
    return cause('not-translated', { name: sender.label, address, where: name });
  return cause('no-way-back', { name, address, why: { code: `cause.${why.id}`, params: why.params } });
}

function ambiguous(name: string, tries: readonly Tried[]): Block {
  const good = tries.filter(({ blocks }) => blocks.length === 0).map(({ route }) => route.address);
  const bad = tries.filter(({ blocks }) => blocks.length > 0).map(({ route }) => route.address);
  return {
    step: 'name',
    cause: cause('alias-ambiguous', { name, good: good.length === 0 ? '-' : good, bad }),
    outcome: undefined,
    passes: true,
  };
}

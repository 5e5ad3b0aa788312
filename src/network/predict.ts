import type { Outcome } from '../probe/schema/index.ts';
import { type Aim, aimAt } from './aim.ts';
import { type Cause, type CauseId, cause } from './cause.ts';
import { type Explained, explain } from './explain.ts';
import { type Answered, listenerAt } from './listener.ts';
import type { Snapshot, Stack } from './model.ts';
import { ownersOf, type Place, placesOf } from './places.ts';
import type { Packet } from './rules/packet.ts';
import { type Barrier, type Walk, walk } from './walk.ts';

/** Who wants to reach what. */
export type Question = {
  readonly from: Place;
  /** A name, an address, or a place, as one would write it. */
  readonly to: string;
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  /** Absent for a ping. */
  readonly port: number | undefined;
};

/** The steps of the way, in the order in which they are shown. */
export const stepIds = ['source', 'name', 'route', 'filter', 'target', 'listener', 'return'] as const;
export type StepId = (typeof stepIds)[number];

/** Something on the way that keeps one from going on, or may. */
export type Block = Explained & {
  readonly step: StepId;
  /** It does not stop the packet by itself: what is felt depends on what comes after. */
  readonly passes?: true;
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
  if (source.length > 0) {
    const blocks = [...source, ...targetBlocks(aim.meant)];
    return { aim, route: undefined, blocks, outcomes: [] };
  }
  const before = nameBlocks(aim);
  const tries = aim.addresses.map(address => tryAddress(snapshot, question, aim, address));
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

/**
 * A name or an address nobody answers for is a symptom where the container that is meant did not start, or ended by
 * itself: that comes first then.
 */
function rootFirst(blocks: readonly Block[]): readonly Block[] {
  const [first] = blocks;
  const roots: readonly CauseId[] =
    first?.cause.id === 'name-stopped'
      ? ['port-taken', 'program-error']
      : first?.cause.id === 'address-of-nobody'
        ? ['target-not-running', 'target-not-started', 'port-taken', 'program-error']
        : [];
  const root = blocks.find(({ cause: { id } }) => roots.includes(id));
  if (first === undefined || root === undefined) return blocks;
  return [{ ...root, outcome: first.outcome }, ...blocks.filter(block => block !== root)];
}

/** The first thing that stands in the way says what is felt; what comes later only would. */
function outcomesOf(blocks: readonly Block[]): Outcome[] {
  const first = blocks.find(({ passes }) => passes !== true);
  if (first === undefined) return ['open'];
  if (first.outcome === undefined) return [];
  // Also a refusal must find its way back.
  const lost = first.outcome === 'refused' && blocks.some(({ step }) => step === 'return');
  return [lost ? 'dropped' : first.outcome];
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
  const owner = address.startsWith('127.') ? from : ownersOf(snapshot, address)[0];
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
  const there = walk(snapshot, stack, firstPacket(question, address));
  const blocks = there.barriers.map(barrier => blockOf(snapshot, from, barrier));
  const target = there.end === undefined ? nowhere.target : placeIn(snapshot, there.end.stack, aim.meant);
  const atTarget = targetBlocks(target ?? aim.meant);
  if (there.end === undefined)
    return { route: { ...nowhere, target, there }, blocks: [...blocks, ...atTarget] };
  const arrived = arrive(snapshot, question, target, there.end);
  const back = wayBack(snapshot, from, there.end, there);
  return {
    route: { address, target, there, answered: arrived.answered, back: back.walk },
    blocks: withoutRepeats([...blocks, ...atTarget, ...arrived.blocks, ...back.blocks]),
  };
}

/** What keeps two apart stands in both directions, and often in several tables: it is told once. */
function withoutRepeats(blocks: readonly Block[]): Block[] {
  return blocks.filter((block, at) => {
    const before = blocks.slice(0, at).map(({ cause: told }) => told);
    const { id, params } = block.cause;
    if (dockersOwn.includes(id)) return !before.some(told => told.id === id);
    const { why } = params;
    if (block.step === 'return' && typeof why === 'object' && 'code' in why)
      return !before.some(told => `cause.${told.id}` === why.code);
    return !before.some(told => told.id === id && JSON.stringify(told.params) === JSON.stringify(params));
  });
}

const dockersOwn: readonly CauseId[] = ['no-shared-network', 'icc-off', 'internal'];

function firstPacket({ protocol, port }: Question, address: string): Packet {
  return {
    protocol,
    source: '',
    destination: address,
    port,
    sourcePort: undefined,
    reply: false,
    original: { source: '', destination: address, port },
    translated: false,
  };
}

/** Whose stack it is: the container that is meant, of those that share it; else whoever has its addresses. */
function placeIn(snapshot: Snapshot, stack: Stack, meant: Place | undefined): Place | undefined {
  if (meant?.stack?.id === stack.id) return meant;
  const places = placesOf(snapshot).filter(place => place.stack?.id === stack.id);
  return places.find(({ container }) => !container?.mode.startsWith('container:')) ?? places[0];
}

const ofFilter: readonly Barrier['is'][] = ['ruled-out', 'unknown-rule', 'unread-rules'];

function blockOf(snapshot: Snapshot, from: Place, barrier: Barrier): Block {
  return { step: ofFilter.includes(barrier.is) ? 'filter' : 'route', ...explain(snapshot, from, barrier) };
}

function sourceBlocks({ label, container, stack }: Place): Block[] {
  const step = 'source' as const;
  if (container !== undefined && container.state !== 'running')
    return [
      {
        step,
        cause: cause('source-not-running', { name: label, state: container.state }),
        outcome: undefined,
      },
    ];
  if (stack === undefined)
    return [{ step, cause: cause('undetermined', { what: label }), outcome: undefined }];
  return [];
}

function nameBlocks({ resolved, cause: stale }: Aim): Block[] {
  const step = 'name' as const;
  if (resolved?.is === 'not-found') return [{ step, cause: resolved.cause, outcome: 'no-such-name' }];
  if (resolved?.is === 'asked-on') return [{ step, cause: resolved.cause, outcome: undefined }];
  return stale === undefined ? [] : [{ step, cause: stale, outcome: undefined, passes: true }];
}

/** What is the matter with the container that is meant. */
function targetBlocks(target: Place | undefined): Block[] {
  const step = 'target' as const;
  const { container } = target ?? {};
  if (target === undefined || container === undefined) return [];
  const params = { name: target.label, state: container.state, exit: container.exit };
  switch (container.state) {
    case 'running':
      return target.stack === undefined
        ? [{ step, cause: cause('undetermined', { what: target.label }), outcome: undefined }]
        : [];
    case 'paused':
      return [{ step, cause: cause('target-paused', params), outcome: 'no-data' }];
    case 'restarting':
      return [{ step, cause: cause('program-error', params), outcome: undefined }];
    case 'created': {
      const taken = /already allocated|already in use/i.test(container.error);
      const id = taken ? 'port-taken' : 'target-not-started';
      return [{ step, cause: cause(id, { ...params, error: container.error }), outcome: undefined }];
    }
    default: {
      // 137 and 143 are what a container ends with that was stopped.
      const failed = container.exit !== 0 && container.exit !== 137 && container.exit !== 143;
      return [
        { step, cause: cause(failed ? 'program-error' : 'target-not-running', params), outcome: undefined },
      ];
    }
  }
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
  return leg.blocks.map(block => ({
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
      cause: outcome === undefined ? why : noWayBack(snapshot, name, packet.source, why),
      outcome: outcome === undefined ? undefined : 'dropped',
    };
  });
  return { walk: back, blocks };
}

function noWayBack(snapshot: Snapshot, name: string, address: string, why: Cause): Cause {
  const [sender] = ownersOf(snapshot, address);
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

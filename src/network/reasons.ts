import type { Station, Walk } from './barrier.ts';
import { type Cause, type CauseId, cause, causeSaid } from './cause.ts';
import { dockersOwn, dockersOwnIds } from './explain.ts';
import { isUnread, type Snapshot, type Stack } from './model.ts';
import { stackOwner } from './names.ts';
import { inText, labelOf, networksAt, type Place } from './places.ts';
import { type Prediction, predict, type Question } from './predict.ts';
import type { Rule, Tables } from './rules/table.ts';
import { traverse } from './rules/traverse.ts';

/** Why nothing stands in the way: what a check says that had hoped for something. Empty where something does. */
export function reasonsOpen(
  snapshot: Snapshot,
  question: Question,
  prediction: Prediction,
): readonly Cause[] {
  const { from } = question;
  const { route, blocks } = prediction;
  if (blocks.some(({ passes }) => passes !== true) || route?.there?.end === undefined) return [];
  const { there, target, answered } = route;
  const name = inText(from);
  const to = target === undefined ? route.address : inText(target);
  if (answered?.is === 'proxy') {
    const { container, port } = answered.publishing;
    return [cause('proxied', { name: container.name, inner: port })];
  }
  if (there.end?.stack.id === from.stack?.id)
    return target === undefined || target.label === from.label
      ? [cause('host-itself', { name })]
      : [cause('same-namespace', { name, other: to })];
  const because =
    withoutFiltering(snapshot, question) ?? sentOn(there, target) ?? letThrough(snapshot, question, there);
  if (because !== undefined) return [because];
  const shared = sharedNetwork(from, target);
  if (shared !== undefined) return [cause('shared-network', { name, other: to, network: shared })];
  if (target?.at === 'host' && target.machine === from.machine && from.at !== 'outside')
    return [cause('own-host', { name, other: to })];
  const by = forwarders(snapshot, there);
  return [by.length > 0 ? cause('forwarded', { by, other: to }) : cause('neighbour', { name, other: to })];
}

/** Who stands between the two and takes it on, by name. */
function forwarders(snapshot: Snapshot, { hops, end }: Walk): readonly string[] {
  const routers = hops.flatMap(hop => (hop.is === 'route' ? [hop.stack] : [])).slice(1);
  return [
    ...new Set(routers.filter(({ id }) => id !== end?.stack.id).map(stack => labelOf(snapshot, stack))),
  ];
}

/** By a published port, or by a rule of somebody's own that does the same. */
function sentOn(there: Walk, target: Place | undefined): Cause | undefined {
  const hop = there.hops.find(one => one.is === 'translated' && one.ending.to.kind === 'destination');
  if (hop?.is !== 'translated') return undefined;
  const { before, after, ending } = hop;
  const name = target?.label ?? after.destination;
  const published = target?.container?.published.some(({ hostPort }) => hostPort === before.port);
  return published
    ? cause('published', { name, port: before.port ?? '-', inner: after.port ?? '-' })
    : cause('rule-translates', {
        name,
        inner: after.port ?? '-',
        rule: ending.by.text,
        table: ending.by.table,
      });
}

/** What Docker says where it keeps some apart. */
const separations: readonly CauseId[] = [...dockersOwnIds, 'direct-access'];

/** How what Docker keeps apart gets through all the same: by a rule that accepts it first, or for want of Docker's rules. */
function letThrough(snapshot: Snapshot, question: Question, there: Walk): Cause | undefined {
  for (const station of there.stations) {
    const { stack, table, hook } = station;
    if (table !== 'filter' || hook !== 'FORWARD' || isUnread(stack.rules)) continue;
    const own = dockersOwn(snapshot, station);
    if (own === undefined) continue;
    const { accepting, others } = withoutAccepting(stack.rules, station);
    const [block] = predictWith(snapshot, question, one =>
      one.id === stack.id ? { ...one, rules: others } : one,
    ).blocks;
    const [first] = accepting;
    if (first !== undefined && block !== undefined && separations.includes(block.cause.id)) {
      const rule = accepting.map(({ text }) => text);
      return cause('rule-accepts', { rule, table: first.table, why: causeSaid(block.cause) });
    }
    if (dockersOwnIds.includes(own.id)) return cause('rules-gone', { why: causeSaid(own) });
  }
  return undefined;
}

/** The rules that accept a packet, one after the other, and the rules without them. */
function withoutAccepting(
  rules: Tables,
  station: Station,
): { readonly accepting: readonly Rule[]; readonly others: Tables } {
  const ending = traverse(rules, station.table, station.hook, station.at);
  if (ending.is !== 'accept' || ending.by === undefined) return { accepting: [], others: rules };
  const { accepting, others } = withoutAccepting(withoutRule(rules, ending.by), station);
  return { accepting: [ending.by, ...accepting], others };
}

function withoutRule(tables: Tables, rule: Rule): Tables {
  const chains = tables[rule.table] ?? {};
  const chain = chains[rule.chain];
  if (chain === undefined) return tables;
  const rules = chain.rules.filter(one => one !== rule);
  return { ...tables, [rule.table]: { ...chains, [rule.chain]: { ...chain, rules } } };
}

/** What would be predicted if the stacks were otherwise. */
function predictWith(
  { stacks, ...rest }: Snapshot,
  question: Question,
  change: (stack: Stack) => Stack,
): Prediction {
  const changed = Object.fromEntries(Object.entries(stacks).map(([id, stack]) => [id, change(stack)]));
  const { from } = question;
  const start = from.stack === undefined ? from : { ...from, stack: changed[from.stack.id] };
  return predict({ ...rest, stacks: changed }, { ...question, from: start });
}

function sharedNetwork(from: Place, target: Place | undefined): string | undefined {
  if (target?.container === undefined) return undefined;
  const networks = (place: Place) => {
    const container = stackOwner(place);
    return networksAt(container === undefined ? place : { ...place, container });
  };
  const own = networks(from).map(({ id }) => id);
  return networks(target).find(({ id }) => own.includes(id))?.name;
}

/** Whether rules would have kept them apart, if packets within a bridge met any. */
function withoutFiltering(snapshot: Snapshot, question: Question): Cause | undefined {
  const off = Object.values(snapshot.stacks).filter(({ bridgeFiltering }) => bridgeFiltering === false);
  if (off.length === 0) return undefined;
  const [block] = predictWith(snapshot, question, stack => ({ ...stack, bridgeFiltering: true })).blocks;
  if (block === undefined || block.step !== 'filter') return undefined;
  return cause('br-netfilter-off', { why: causeSaid(block.cause) });
}

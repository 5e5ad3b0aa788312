import type { Blamed, Packet, Place, Prediction, Question, Risen, StepId, Way } from '../../network/index.ts';
import { socketText } from '../../network/index.ts';
import type { Lookup } from '../reach.ts';
import { type Said, said } from '../schema/index.ts';

/** What is known of a walk, beside what was predicted. */
export type Measured = {
  readonly lookup: Lookup | undefined;
  /** Undefined where no attempt was made. */
  readonly risen: Blamed | undefined;
};

/** What was found at a step of the way. */
export function foundAt(
  step: StepId,
  prediction: Prediction,
  question: Question,
  { lookup, risen }: Measured,
): Said {
  switch (step) {
    case 'source':
      return placeFound(question.from);
    case 'name':
      return nameFound(lookup, prediction, question);
    case 'route':
      return routeFound(prediction);
    case 'filter':
      if (risen === undefined) return said('why.filter.skipped');
      if (risen.there.length > 0) return said('why.filter.counted', { rules: risen.there.map(ruleText) });
      return said(
        prediction.blocks.some(block => block.step === 'filter') ? 'why.filter.uncounted' : 'why.filter.none',
      );
    case 'target': {
      const target = prediction.route?.target ?? prediction.aim.meant;
      if (target !== undefined) return placeFound(target);
      const address = prediction.route?.address;
      return address === undefined ? said('why.target.skipped') : said('why.target.nobody', { address });
    }
    case 'listener':
      return listenerFound(prediction, question);
    case 'size':
      return said('why.size.skipped');
    case 'return':
      if (risen !== undefined && risen.back.length > 0)
        return said('why.filter.counted', { rules: risen.back.map(ruleText) });
      if (prediction.route?.back === undefined) return said('why.return.skipped');
      return said(
        prediction.blocks.some(block => block.step === 'return') ? 'why.return.none' : 'why.return.way',
      );
  }
}

/** A rule as it is shown: its table, its text, and how many packets it has counted. */
function ruleText({ table, text, packets }: Risen): string {
  return `${table} ${text.replace(/^-A /, '')} (+${packets})`;
}

function placeFound({ at, label, container }: Place): Said {
  if (container === undefined) return said('why.place.machine', { name: label });
  const { state, exit } = container;
  if (state === 'exited') return said('why.place.exited', { name: label, exit });
  return at === 'container' && state === 'running'
    ? said('why.place.runs', { name: label })
    : said('why.place.state', { name: label, state });
}

function nameFound(lookup: Lookup | undefined, { aim }: Prediction, { to }: Question): Said {
  if (lookup === undefined) {
    if (aim.resolved === undefined) return said('why.name.skipped');
    return aim.resolved.is === 'found'
      ? said('why.name.predicted', { name: to, addresses: [...aim.resolved.addresses] })
      : said('why.name.unasked', { name: to });
  }
  const { name, source, server, addresses, code } = lookup;
  if (source === 'hosts') return said('why.name.hosts', { name, addresses: [...addresses] });
  if (addresses.length > 0)
    return said('why.name.answered', { name, server: server ?? '-', addresses: [...addresses] });
  return said('why.name.none', { name, server: server ?? '-', answer: code ?? '-' });
}

function routeFound({ route }: Prediction): Said {
  const hop = route?.there?.hops.find(({ is }) => is === 'route');
  if (route === undefined || hop?.is !== 'route') return said('why.route.skipped');
  const { way, packet } = hop;
  const address = packet.destination;
  const changes = translations(route);
  const first = wayFound(way, address);
  return changes.length === 0 ? first : said('why.route.translated', { way: first, changes });
}

function wayFound(way: Way, address: string): Said {
  switch (way.is) {
    case 'local':
      return said('why.route.local', { address });
    case 'none':
      return said('why.route.none', { address });
    case 'out':
      return way.hop === address
        ? said('why.route.direct', { address, link: way.link.name })
        : said('why.route.via', { address, hop: way.hop, link: way.link.name });
  }
}

/** What addresses and ports are made into on the way, in order. */
function translations(route: Prediction['route']): Said[] {
  const before = (packet: Packet) =>
    packet.port === undefined ? packet.destination : `${packet.destination}:${packet.port}`;
  return (route?.there?.hops ?? []).flatMap(hop => {
    if (hop.is !== 'translated') return [];
    return hop.ending.to.kind === 'destination'
      ? [said('why.route.to', { before: before(hop.before), after: before(hop.after) })]
      : [said('why.route.as', { before: hop.before.source, after: hop.after.source })];
  });
}

function listenerFound({ route }: Prediction, { protocol, port }: Question): Said {
  const answered = route?.answered;
  if (protocol === 'icmp' || answered === undefined) return said('why.listener.skipped');
  const asked = `${port ?? ''}/${protocol}`;
  switch (answered.is) {
    case 'listens':
      return said('why.listener.listens', { socket: socketText(answered.socket), protocol });
    case 'proxy':
      return said('why.listener.proxy', {
        port: asked,
        name: answered.publishing.container.name,
        inner: answered.publishing.port,
      });
    case 'nobody':
      return said('why.listener.nobody', {
        port: asked,
        address: route?.there?.end?.packet.destination ?? route?.address ?? '-',
      });
  }
}

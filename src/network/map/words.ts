/** Codes of all words on maps and wires, each with the parameters that go into it. */
export const mapWords = {
  /** Titles of machines, and what stands beside them. */
  'map.host-title': ['name'],
  'map.outside': [],
  'map.uplink': ['interface', 'address'],
  'map.no-uplink': [],
  'map.no-docker': [],
  /** The host's own row, and the containers that are on it because they run in host mode. */
  'map.host': [],
  'map.guests': ['names'],
  /** What is said of a rail. */
  'map.networks': [],
  'map.dns': [],
  'map.no-dns': [],
  'map.internal': [],
  'map.icc-off': [],
  /** What is said of a container that doesn't run. */
  'map.created': [],
  'map.exited': ['exit'],
  'map.failed': ['exit'],
  'map.paused': [],
  'map.restarting': ['exit'],
  /** `state` as Docker says it: `dead`, `removing`. */
  'map.unusual': ['state'],
  /** What a goal still waits for. */
  'map.awaited': [],
  'map.to-join': ['network'],
  'map.to-leave': ['network'],
  'map.to-share': ['name'],
  /** Why a row has no rail, or is not on it as it seems. */
  'map.no-network': [],
  'map.host-mode': [],
  'map.no-endpoint': [],
  'map.network-gone': ['network'],
  'map.cut': ['network'],
  'map.by-hand': [],
  'map.namespace': [],
  'map.shares': ['name'],
  'map.would-share': ['name'],
  'map.apart': ['name'],
  'map.owner-stopped': ['name'],
  'map.owner-gone': ['name'],
  /** The title of the picture. */
  'map.picture': ['hosts'],
  /** Wires. */
  'wires.same-namespace': [],
  'wires.routes': ['host'],
  'wires.no-forwarding': ['host'],
  'wires.route': ['to', 'via', 'interface'],
  'wires.direct': ['to', 'interface'],
  'wires.no-route': ['host', 'to'],
  'wires.not-running': ['name'],
  'wires.unread': ['name'],
  'wires.no-wire': ['name'],
  'wires.no-way': ['from', 'to'],
  'wires.unknown-end': [],
  'wires.nobody': [],
  'wires.more': ['n'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Code of a word on a map. */
export type MapCode = keyof typeof mapWords;

/** Gives the word for a code. */
export type MapWord = (code: MapCode, params?: Readonly<Record<string, string | number>>) => string;

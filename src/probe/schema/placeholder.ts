/**
 * Placeholders stand for values that only the running lab knows: `{ip:web1}`, `{ip:web1@my_net2}`,
 * `{gateway:bridge}`, `{subnet:bridge}`, `{if:my_net2}` (the bridge's interface on the host), `{id:my_net2}` (of a
 * network; where there is none of that name, of a container), `{mac:web1}`, `{veth:web1}` (the host's end of its veth pair;
 * `{veth:web1@my_net2}`), `{port:web1/80}` (the host port that port 80 of web1 is published on; `{port:web1/53/udp}`), and `{seen:KEY}` for a value a step told the session to remember. `{ip:host}` is the lab host's
 * address on its uplink, `{ip:outside}` that of the machine beyond it.
 */
export const placeholderKinds = [
  'ip',
  'gateway',
  'subnet',
  'if',
  'id',
  'mac',
  'veth',
  'port',
  'seen',
] as const;
export type PlaceholderKind = (typeof placeholderKinds)[number];

export type Placeholder = {
  readonly kind: PlaceholderKind;
  /** The container, network or remembered key. */
  readonly of: string;
  /** The network, for a container on several. */
  readonly on: string | undefined;
  /** The port of the container, for `{port:…}`. */
  readonly port: { readonly number: number; readonly protocol: 'tcp' | 'udp' } | undefined;
  /** As written, braces included. */
  readonly text: string;
};

const pattern =
  /\{(ip|gateway|subnet|if|id|mac|veth|port|seen):([A-Za-z0-9][A-Za-z0-9_./-]*)(?:@([A-Za-z0-9][A-Za-z0-9_.-]*))?\}/g;

/** A text that is a `{port:…}` placeholder and nothing else. */
export const publishedPort = /^\{port:[A-Za-z0-9][A-Za-z0-9_./-]*\/\d{1,5}(\/(tcp|udp))?\}$/;

/** Every placeholder in a text, in order. */
export function placeholders(text: string): Placeholder[] {
  return [...text.matchAll(pattern)].flatMap(match => {
    const [whole, kind, of = '', on] = match;
    const found = { kind: kind as PlaceholderKind, of, on, port: undefined, text: whole };
    return kind === 'port' ? portOf(found) : [found];
  });
}

/** A `{port:…}` with its container and its port told apart; nothing where it doesn't say which port. */
function portOf(found: Placeholder): Placeholder[] {
  const [, of, number, protocol] = /^(.+?)\/(\d{1,5})(?:\/(tcp|udp))?$/.exec(found.of) ?? [];
  if (of === undefined || found.on !== undefined) return [];
  return [{ ...found, of, port: { number: Number(number), protocol: protocol === 'udp' ? 'udp' : 'tcp' } }];
}

/** Replaces each placeholder by what `value` gives for it. */
export function fillPlaceholders(text: string, value: (placeholder: Placeholder) => string): string {
  return text.replace(pattern, whole => {
    const [found] = placeholders(whole);
    return found === undefined ? whole : value(found);
  });
}

/**
 * Placeholders stand for values that only the running lab knows: `{ip:web1}`, `{ip:web1@my_net2}`,
 * `{gateway:bridge}`, `{subnet:bridge}`, `{if:my_net2}` (the bridge's interface on the host), `{id:my_net2}` (of a
 * network; where there is none of that name, of a container), `{mac:web1}`, and `{seen:KEY}` for a value a step told the session to remember.
 */
export const placeholderKinds = ['ip', 'gateway', 'subnet', 'if', 'id', 'mac', 'seen'] as const;
export type PlaceholderKind = (typeof placeholderKinds)[number];

export type Placeholder = {
  readonly kind: PlaceholderKind;
  /** The container, network or remembered key. */
  readonly of: string;
  /** The network, for a container on several. */
  readonly on: string | undefined;
  /** As written, braces included. */
  readonly text: string;
};

const pattern =
  /\{(ip|gateway|subnet|if|id|mac|seen):([A-Za-z0-9][A-Za-z0-9_./-]*)(?:@([A-Za-z0-9][A-Za-z0-9_.-]*))?\}/g;

/** Every placeholder in a text, in order. */
export function placeholders(text: string): Placeholder[] {
  return [...text.matchAll(pattern)].map(match => ({
    kind: match[1] as PlaceholderKind,
    of: match[2] ?? '',
    on: match[3],
    text: match[0],
  }));
}

/** Replaces each placeholder by what `value` gives for it. */
export function fillPlaceholders(text: string, value: (placeholder: Placeholder) => string): string {
  return text.replace(pattern, whole => {
    const [found] = placeholders(whole);
    return found === undefined ? whole : value(found);
  });
}

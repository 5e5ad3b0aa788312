/** Where a probe starts or what it looks at. What an author may write for it stands in `place-field.ts`, with the schema. */
export type Place =
  | { readonly at: 'host'; readonly host: string | undefined }
  | { readonly at: 'outside'; readonly host: string | undefined }
  | { readonly at: 'netns'; readonly host: string | undefined; readonly name: string }
  | { readonly at: 'container'; readonly host: string | undefined; readonly name: string };

const netns = 'netns:';

/** Reads a place. `host: undefined` means the lab's first host. */
export function parsePlace(text: string): Place {
  const { host, name } = splitHost(text);
  if (name === 'host' || name === 'outside') return { at: name, host };
  if (name.startsWith(netns)) return { at: 'netns', host, name: name.slice(netns.length) };
  return { at: 'container', host, name };
}

/** A name that may say which host it is on: `host2/web1`. */
export function splitHost(text: string): { readonly host: string | undefined; readonly name: string } {
  const slash = text.indexOf('/');
  if (slash < 0) return { host: undefined, name: text };
  return { host: text.slice(0, slash), name: text.slice(slash + 1) };
}

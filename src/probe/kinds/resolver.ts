import { isDeepStrictEqual } from 'node:util';
import { excerpt, typedFile } from '../evidence.ts';
import { isObstacle } from '../obstacle.ts';
import { readAt, textOf, wordsIn } from '../reading.ts';
import { fillAll } from '../resolve.ts';
import { type CheckOf, placeSaid, type Said, type SaidParam, said, valueSaid } from '../schema/index.ts';
import { type ShellSide, sourceOf } from '../source.ts';
import { all, type StateProbe } from './probe.ts';

export type ResolverRaw = {
  readonly from: SaidParam;
  readonly shell: ShellSide;
  /** The file; undefined when there is none. */
  readonly text: string | undefined;
  /** The name servers it must name, placeholders filled. */
  readonly servers: readonly string[] | undefined;
};

const path = '/etc/resolv.conf';

/** Looks at what a resolv.conf says: whom the programs there ask for names. */
export const resolver: StateProbe<'resolver', ResolverRaw> = {
  codes: ['resolver.says', 'resolver.servers', 'resolver.search', 'resolver.options', 'resolver.no-file'],

  async run(check, scene, signal) {
    const source = await sourceOf(check.from, scene, signal);
    if (isObstacle(source)) return source;
    const servers = await fillAll(listOf(check.server) ?? [], scene);
    if (isObstacle(servers)) return servers;
    const file = await readAt(source, path, signal);
    if (isObstacle(file)) return file;
    const { label: from, shell } = source;
    const wanted = check.server === undefined ? undefined : servers.texts;
    return { from, shell, text: textOf(file), servers: wanted };
  },

  judge(check, raw) {
    const { from: where, shell, text } = raw;
    const evidence = { command: typedFile(shell, path), output: excerpt(text ?? '') };
    if (text === undefined) return { verdict: 'fail', got: said('resolver.no-file', { where }), evidence };
    const { servers, search, options } = settingsIn(text);
    const other = difference(check, raw, { servers, search, options });
    const got = said('resolver.says', {
      servers: listSaid(servers),
      search: listSaid(search),
      options: listSaid(options),
    });
    return { verdict: other === undefined ? 'pass' : 'fail', got: other ?? got, evidence };
  },

  reading({ text }) {
    const lines = wordsIn(text ?? '');
    return {
      outcome: settingsIn(text ?? '').servers.join(' '),
      value: lines.map(words => words.join(' ')).join('\n'),
    };
  },

  asked: check => said('asked.resolver', { where: placeSaid(check.from) }),
  expected: check =>
    all([
      ...(check.server === undefined
        ? []
        : [
            said('expect.resolver.servers', {
              servers: (listOf(check.server) ?? []).map(one => valueSaid(one)),
            }),
          ]),
      ...(check.search === undefined
        ? []
        : [said('expect.resolver.search', { search: listSaid(listOf(check.search) ?? []) })]),
      ...(check.options === undefined ? [] : [said('expect.resolver.options', { options: check.options })]),
    ]),
};

type Settings = {
  readonly servers: readonly string[];
  readonly search: readonly string[];
  readonly options: readonly string[];
};

/** As the C library reads it: of several `search` or `domain` lines the last one counts. */
function settingsIn(text: string): Settings {
  const lines = wordsIn(text);
  const search = lines.findLast(([keyword]) => keyword === 'search' || keyword === 'domain') ?? [];
  return {
    servers: lines.flatMap(([keyword, server]) => (keyword === 'nameserver' && server ? [server] : [])),
    search: search.slice(1).filter(domain => domain !== '.'),
    options: lines.flatMap(([keyword, ...options]) => (keyword === 'options' ? options : [])),
  };
}

function difference(
  check: CheckOf<'resolver'>,
  { from: where, servers: wanted }: ResolverRaw,
  { servers, search, options }: Settings,
): Said | undefined {
  if (wanted !== undefined && !isDeepStrictEqual(servers, wanted))
    return said('resolver.servers', { where, servers: listSaid(servers) });
  if (check.search !== undefined && !isDeepStrictEqual(search, listOf(check.search)))
    return said('resolver.search', { where, search: listSaid(search) });
  if (check.options?.some(option => !options.includes(option)))
    return said('resolver.options', { where, options: listSaid(options) });
  return undefined;
}

function listOf(one: string | readonly string[] | undefined): readonly string[] | undefined {
  return typeof one === 'string' ? [one] : one;
}

function listSaid(list: readonly string[]): SaidParam {
  return list.length > 0 ? list : said('value.none');
}

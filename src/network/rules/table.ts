/** A rule of iptables, with its counter. */
export type Rule = {
  readonly table: string;
  readonly chain: string;
  /** How many packets have matched it. */
  readonly packets: number;
  /** As `iptables -S` prints it. */
  readonly text: string;
  /** The same in words; one in double quotes may hold spaces. */
  readonly words: readonly string[];
};

export type Chain = {
  readonly name: string;
  /** `ACCEPT` or `DROP`; undefined for a chain that is not built in. */
  readonly policy: string | undefined;
  /** How many packets have met the policy. */
  readonly packets: number;
  readonly rules: readonly Rule[];
};

/** Chains by name, by table. */
export type Tables = Readonly<Record<string, Readonly<Record<string, Chain>>>>;

/** Reads the output of `iptables-save -c`. Lines that are none of its are left out. */
export function tablesIn(saved: string): Tables {
  const tables: Record<string, Record<string, Chain & { rules: Rule[] }>> = {};
  let table = '';
  const chainOf = (name: string, policy?: string, packets = 0) => {
    tables[table] ??= {};
    const chains = tables[table] ?? {};
    chains[name] ??= { name, policy, packets, rules: [] };
    return chains[name];
  };
  for (const line of saved.split('\n')) {
    if (line.startsWith('*')) table = line.slice(1).trim();
    const [, name, policy, met] = /^:(\S+) (\S+)(?: \[(\d+):\d+\])?$/.exec(line) ?? [];
    if (name !== undefined) chainOf(name, policy === '-' ? undefined : policy, Number(met ?? 0));
    const [, packets, text] = /^\[(\d+):\d+\] (-A .*)$/.exec(line) ?? [];
    if (packets === undefined || text === undefined) continue;
    const words = wordsOf(text);
    const chain = words[1] ?? '';
    chainOf(chain)?.rules.push({ table, chain, packets: Number(packets), text, words });
  }
  return tables;
}

/** Words of a line; one in double quotes may hold spaces and escaped quotes. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/"((?:\\.|[^"\\])*)"|(\S+)/g)].map(
    ([, quoted, plain]) => plain ?? quoted?.replace(/\\(.)/g, '$1') ?? '',
  );
}

/** All rules of a table, chain by chain. */
export function rulesOf(tables: Tables, table: string): readonly Rule[] {
  return Object.values(tables[table] ?? {}).flatMap(({ rules }) => rules);
}

import { excerpt, typedFile } from '../evidence.ts';
import { verdictOf } from '../judgement.ts';
import { isObstacle } from '../obstacle.ts';
import { readAt, textOf, wordsIn } from '../reading.ts';
import { fill } from '../resolve.ts';
import { placeSaid, type SaidParam, said, valueSaid } from '../schema/index.ts';
import { type ShellSide, sourceOf } from '../source.ts';
import { all, type StateProbe } from './probe.ts';

export type HostsEntryRaw = {
  readonly from: SaidParam;
  readonly shell: ShellSide;
  /** The hosts file; undefined when there is none. */
  readonly text: string | undefined;
  /** Placeholders filled. */
  readonly name: string;
  readonly address: string | undefined;
};

const path = '/etc/hosts';

/** Looks for a name in a hosts file. */
export const hostsEntry: StateProbe<'hosts-entry', HostsEntryRaw> = {
  codes: ['hosts-entry.present', 'hosts-entry.absent', 'hosts-entry.other', 'hosts-entry.no-file'],

  async run(check, scene, signal) {
    const source = await sourceOf(check.from, scene, signal);
    if (isObstacle(source)) return source;
    const name = await fill(check.name, scene);
    if (isObstacle(name)) return name;
    const address = await fill(check.address, scene);
    if (isObstacle(address)) return address;
    const file = await readAt(source, path, signal);
    if (isObstacle(file)) return file;
    const { label: from, shell } = source;
    return { from, shell, text: textOf(file), name: name.text, address: address.text };
  },

  judge(check, raw) {
    const { from: where, name, text, address } = raw;
    const evidence = { command: typedFile(raw.shell, path), output: excerpt(text ?? '') };
    if (text === undefined)
      return { verdict: verdictOf(!check.present), got: said('hosts-entry.no-file', { where }), evidence };
    const addresses = addressesOf(raw);
    if (addresses.length === 0)
      return {
        verdict: verdictOf(!check.present),
        got: said('hosts-entry.absent', { where, name }),
        evidence,
      };
    const other = address !== undefined && !addresses.includes(address);
    const got = said(other ? 'hosts-entry.other' : 'hosts-entry.present', { where, name, addresses });
    return { verdict: verdictOf(check.present && !other), got, evidence };
  },

  reading(raw) {
    const addresses = addressesOf(raw);
    return { outcome: addresses.length > 0 ? 'present' : 'absent', value: addresses.join(' ') };
  },

  asked: check => said('asked.hosts-entry', { where: placeSaid(check.from), name: check.name }),
  expected(check) {
    if (!check.present) return said('expect.absent');
    return all([
      said('expect.present'),
      ...(check.address === undefined ? [] : [said('expect.address', { address: valueSaid(check.address) })]),
    ]);
  },
};

/** The addresses a name has there. Names are the same in capitals. */
function addressesOf({ text, name }: HostsEntryRaw): string[] {
  const wanted = name.toLowerCase();
  const lines = wordsIn(text ?? '').filter(([, ...names]) =>
    names.some(each => each.toLowerCase() === wanted),
  );
  return lines.map(([address = '']) => address);
}

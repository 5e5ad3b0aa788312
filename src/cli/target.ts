import { UsageError } from './usage-error.ts';

/** What is to be reached: `db`, `db:80`, `db:53/udp`, `172.18.0.2:80`, `[fd00::2]:80`. */
export type Target = {
  readonly name: string;
  readonly port: number | undefined;
  readonly protocol: 'tcp' | 'udp';
};

/** Reads a target as it is typed. Throws `UsageError` for a port that is none. */
export function readTarget(text: string): Target {
  const [, bracketed, rest] = /^\[([^\]]+)\](.*)$/.exec(text) ?? [];
  const colons = text.split(':').length - 1;
  // An IPv6 address without brackets has no room for a port.
  if (bracketed === undefined && colons > 1) return { name: text, port: undefined, protocol: 'tcp' };
  const at = bracketed === undefined ? text.indexOf(':') : -1;
  const name = bracketed ?? (at < 0 ? text : text.slice(0, at));
  const behind = bracketed === undefined ? (at < 0 ? '' : text.slice(at)) : (rest ?? '');
  if (behind === '' && name !== '') return { name, port: undefined, protocol: 'tcp' };
  const [, digits = '', protocol = 'tcp'] = /^:(\d+)(?:\/(tcp|udp))?$/.exec(behind) ?? [];
  const port = Number(digits);
  if (digits === '' || port < 1 || port > 65535 || name === '' || /[[\]]/.test(name))
    throw new UsageError('cli.bad-target', { word: text });
  return { name, port, protocol: protocol === 'udp' ? 'udp' : 'tcp' };
}

/** An address and a port that somebody listens on. */
export type Socket = { readonly address: string; readonly port: number };

/** Docker's own name server in a container's namespace. */
export const embeddedServer = '127.0.0.11';

/** States in the kernel's tables: a TCP socket that listens, a UDP socket that is not connected to anybody. */
const waiting = { tcp: '0A', udp: '07' } as const;

/** Those who wait to be called in a table such as `/proc/net/tcp`, Docker's own name server apart. */
export function listenersIn(table: string, protocol: 'tcp' | 'udp'): Socket[] {
  return socketsIn(table, waiting[protocol]).filter(({ address }) => address !== embeddedServer);
}

/** The sockets of a state in a table such as `/proc/net/tcp`. */
export function socketsIn(table: string, state: string): Socket[] {
  return table.split('\n').flatMap(line => {
    const [, local = '', , its] = line.trim().split(/\s+/);
    const [address = '', port = ''] = local.split(':');
    return its === state ? [{ address: addressOf(address), port: Number.parseInt(port, 16) }] : [];
  });
}

/** An address as the kernel writes it there: words of four bytes in hexadecimal, each in the byte order of the machine. */
function addressOf(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap(word => (word.match(/../g) ?? []).reverse());
  if (bytes.length === 4) return bytes.map(byte => Number.parseInt(byte, 16)).join('.');
  const text = bytes.join('').toLowerCase();
  if (/^0{20}ffff/.test(text))
    return bytes
      .slice(12)
      .map(byte => Number.parseInt(byte, 16))
      .join('.');
  const groups = (text.match(/.{4}/g) ?? []).map(group => group.replace(/^0{1,3}/, ''));
  return shortest(groups);
}

/** IPv6 as it is written: the longest row of zeros left out. */
function shortest(groups: readonly string[]): string {
  let best = { at: 0, length: 0 };
  for (let at = 0; at < groups.length; at++) {
    const rest = groups.slice(at).findIndex(group => group !== '0');
    const length = rest < 0 ? groups.length - at : rest;
    if (length > best.length) best = { at, length };
  }
  if (best.length < 2) return groups.join(':');
  return `${groups.slice(0, best.at).join(':')}::${groups.slice(best.at + best.length).join(':')}`;
}

/** Whether it stands for all addresses of one family. */
export function isAny(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

/** Whether only the machine itself can reach it. */
export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

/** A socket as `ss` writes it. */
export function socketText({ address, port }: Socket): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

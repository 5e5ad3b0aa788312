import { isAny, isLoopback, type Socket, socketText } from '../../network/index.ts';
import { asRecord, typed } from '../evidence.ts';
import { type Judgement, verdictOf } from '../judgement.ts';
import { isObstacle } from '../obstacle.ts';
import { fill } from '../resolve.ts';
import { type CheckOf, placeSaid, type SaidParam, said, valueSaid } from '../schema/index.ts';
import { listeners } from '../sockets.ts';
import { type ShellSide, sourceOf } from '../source.ts';
import { all, type StateProbe } from './probe.ts';

export type ListeningRaw = {
  readonly from: SaidParam;
  readonly shell: ShellSide;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** All who listen, on whichever port. */
  readonly sockets: readonly Socket[];
  /** Placeholders filled. */
  readonly address: string | undefined;
};

/** Looks whether somebody listens on a port, by the kernel's own list. */
export const listening: StateProbe<'listening', ListeningRaw> = {
  codes: ['listening.yes', 'listening.no', 'listening.loopback', 'listening.elsewhere'],

  async run(check, scene, signal) {
    const source = await sourceOf(check.from, scene, signal);
    if (isObstacle(source)) return source;
    const address = await fill(check.address, scene);
    if (isObstacle(address)) return address;
    const found = await listeners(source, check.protocol, signal);
    if (isObstacle(found)) return found;
    const { label: from, shell } = source;
    const { port, protocol } = check;
    return { from, shell, port, protocol, sockets: found.sockets, address: address.text };
  },

  judge(check, raw) {
    const option = raw.protocol === 'tcp' ? '-Hltn' : '-Hlun';
    const evidence = {
      command: typed(raw.shell, ['ss', option]),
      output: asRecord(raw.sockets.length > 0 ? raw.sockets.map(socketText) : ['-']),
    };
    return { ...judgeSockets(check, raw), evidence };
  },

  reading(raw) {
    const here = onPort(raw);
    return { outcome: here.length > 0 ? 'listening' : 'closed', value: here.map(socketText).join(' ') };
  },

  asked: ({ from, port, protocol }) => said('asked.listening', { where: placeSaid(from), port, protocol }),
  expected(check) {
    if (!check.listening) return said('expect.listening.no');
    if (check.address === undefined) return said('expect.listening.yes');
    return all([said('expect.listening.yes'), addressSaid(check.address)]);
  },
};

/** An address that is asked for, as a sentence names it. */
export function addressSaid(address: string) {
  return address === 'any' || address === 'loopback'
    ? said(`expect.address.${address}`)
    : said('expect.address', { address: valueSaid(address) });
}

/** Whether sockets are where they must be: `any`, `loopback` (and nowhere else), or one address. */
export function standOn(wanted: string, addresses: readonly string[]): boolean {
  if (wanted === 'any') return addresses.some(isAny);
  if (wanted === 'loopback') return addresses.length > 0 && addresses.every(isLoopback);
  return addresses.includes(wanted);
}

function onPort({ sockets, port }: ListeningRaw): Socket[] {
  return sockets.filter(socket => socket.port === port);
}

function judgeSockets(check: CheckOf<'listening'>, raw: ListeningRaw): Pick<Judgement, 'verdict' | 'got'> {
  const { from: where, port, protocol, address } = raw;
  const here = onPort(raw);
  if (here.length === 0) {
    const others = raw.sockets.length > 0 ? raw.sockets.map(socketText) : said('value.none');
    return {
      verdict: verdictOf(!check.listening),
      got: said('listening.no', { where, port, protocol, others }),
    };
  }
  const params = { where, port, sockets: here.map(socketText) };
  const addresses = here.map(socket => socket.address);
  const right = address === undefined || standOn(address, addresses);
  const code = right ? 'yes' : standOn('loopback', addresses) ? 'loopback' : 'elsewhere';
  return { verdict: verdictOf(check.listening && right), got: said(`listening.${code}`, params) };
}

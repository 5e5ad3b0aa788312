import * as z from 'zod';
import { ask } from '../ask.ts';
import { isObstacle, type Obstacle, unmeasured } from '../obstacle.ts';
import type { Source } from '../source.ts';

/** Runs the host's `ip -j` in the source's network namespace and reads what it prints. */
export async function ipJson<T>(
  source: Pick<Source, 'host' | 'ns'>,
  argv: readonly string[],
  shape: z.ZodType<T>,
  signal: AbortSignal,
): Promise<{ readonly rows: T[] } | Obstacle> {
  const answer = await ask(
    source.host,
    'run',
    { ns: source.ns, argv: ['ip', '-j', ...argv], deadlineMs: 2_000 },
    signal,
  );
  if (isObstacle(answer)) return answer;
  if (answer.timedOut || answer.exit !== 0)
    return unmeasured('probe', { reason: `ip ${argv.join(' ')}: ${answer.stderr.trim() || 'timeout'}` });
  const rows = rowsOf(answer.stdout, shape);
  return rows ?? unmeasured('probe', { reason: `ip ${argv.join(' ')}: JSON` });
}

function rowsOf<T>(output: string, shape: z.ZodType<T>): { rows: T[] } | undefined {
  try {
    // An empty table prints nothing, or `[]`, or `[{}]`, depending on iproute2's version.
    const list: unknown = output.trim() === '' ? [] : JSON.parse(output);
    const rows = z.array(z.unknown()).parse(list);
    return { rows: rows.flatMap(row => (isEmpty(row) ? [] : [shape.parse(row)])) };
  } catch {
    return undefined;
  }
}

function isEmpty(row: unknown): boolean {
  return typeof row === 'object' && row !== null && Object.keys(row).length === 0;
}

const link = z.object({
  ifindex: z.number(),
  ifname: z.string(),
  /** Number of the other end of a veth pair, where that is in another namespace. */
  link_index: z.number().optional(),
  /** MAC address; on other links than Ethernet something else. */
  address: z.string().optional(),
  flags: z.array(z.string()).default([]),
  addr_info: z
    .array(z.object({ local: z.string().optional(), prefixlen: z.number().optional() }))
    .default([]),
});
export type Link = z.output<typeof link>;

/** The interfaces at a source with their addresses. Rejects as `ask` does. */
export async function linksOf(source: Pick<Source, 'host' | 'ns'>, signal: AbortSignal) {
  return await ipJson(source, ['address', 'show'], link, signal);
}

/** Up means set up, and with a carrier: a veth end whose other end is down has none. */
export function stateOf({ flags }: Link): 'UP' | 'DOWN' {
  return flags.includes('UP') && flags.includes('LOWER_UP') ? 'UP' : 'DOWN';
}

/** Its addresses, each with its prefix length. */
export function addressesOf({ addr_info }: Link): string[] {
  return addr_info.flatMap(({ local, prefixlen }) =>
    local === undefined ? [] : [`${local}/${prefixlen ?? ''}`],
  );
}

/** Whether an address with its prefix length is the one meant, which may be written without. */
export function isAddress(seen: string, meant: string): boolean {
  return seen === meant || seen.replace(/\/.*/, '') === meant;
}

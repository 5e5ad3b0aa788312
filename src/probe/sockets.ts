import { listenersIn, type Socket } from '../network/index.ts';
import { isObstacle, type Obstacle } from './obstacle.ts';
import { readNet } from './reading.ts';
import type { Source } from './source.ts';

/**
 * Who listens in the network namespace of a source, Docker's own name server apart. Rejects as `ask` does.
 */
export async function listeners(
  source: Source,
  protocol: 'tcp' | 'udp',
  signal: AbortSignal,
): Promise<{ readonly sockets: readonly Socket[] } | Obstacle> {
  const [v4, v6] = await Promise.all(
    ([protocol, `${protocol}6`] as const).map(name => readNet(source, name, signal)),
  );
  const sockets: Socket[] = [];
  for (const table of [v4, v6]) {
    if (table === undefined) continue;
    if (isObstacle(table)) return table;
    // Without IPv6 there is no second table.
    sockets.push(...listenersIn(table.text ?? '', protocol));
  }
  return { sockets };
}

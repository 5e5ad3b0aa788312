import { IncomingMessage } from 'node:http';
import { connect } from './reach.ts';

/** While it lasts, the private engine's keeper lets the engine run. It ends with this process, however that ends. */
export type Hold = { release(): void };

/**
 * Holds the engine behind a socket: an open stream of events, which the engine counts and the keeper reads. Gives
 * undefined when nobody answers there, or when the engine is about to end.
 */
export async function holdEngine(socket: string): Promise<Hold | undefined> {
  const docker = connect(socket);
  try {
    // An event that does not exist: the stream stays silent.
    const stream = await docker.getEvents({ filters: { event: ['held-by-netdojo'] } });
    // The engine may go at any time; whoever works with it notices by its own means.
    stream.on('error', () => {});
    stream.resume();
    const release = (): void => {
      if (stream instanceof IncomingMessage) stream.destroy();
    };
    // The hold alone keeps no process alive.
    if (stream instanceof IncomingMessage) stream.socket.unref();
    try {
      // A keeper that closes takes the socket away first and counts the holders then. So: hold, then look for it.
      await connect(socket).ping();
    } catch {
      release();
      return undefined;
    }
    return { release };
  } catch {
    return undefined;
  }
}

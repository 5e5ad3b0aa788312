import { createServer, get, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Duplex } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DialAgent, DialSocket } from '../../../src/lab/dial.ts';
import { FakeCommand, frame } from './framed.ts';

/** A stream to the server as dial-stdio would give it: what comes back is framed. */
function framedConnection(port: number): Duplex {
  const socket = connect(port, '127.0.0.1');
  const framed = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, done) => void socket.write(chunk, done),
    final: done => void socket.end(done),
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  socket.on('data', chunk => framed.push(frame(1, chunk)));
  socket.on('end', () => framed.push(null));
  return framed;
}

let server: Server;
let port: number;

beforeEach(async () => {
  server = createServer((request, response) => response.end(`you asked for ${request.url}`));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  port = address !== null && typeof address === 'object' ? address.port : 0;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function fetchPath(agent: DialAgent, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: 'inner-docker', path, agent }, response => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', chunk => {
        body += chunk;
      });
      response.on('end', () => resolve(body));
    }).on('error', reject);
  });
}

test('many requests at once share no more connections than allowed, and keep them', async () => {
  let opened = 0;
  const open = async () => {
    opened++;
    return framedConnection(port);
  };
  const agent = new DialAgent(open, { keepAlive: true, maxSockets: 4 });
  const paths = Array.from({ length: 12 }, (_, n) => `/${n}`);
  const bodies = await Promise.all(paths.map(path => fetchPath(agent, path)));
  expect(bodies).toEqual(paths.map(path => `you asked for ${path}`));
  expect(await fetchPath(agent, '/again')).toBe('you asked for /again');
  expect(opened).toBe(4);
  agent.destroy();
});

test('a request is refused with what dial-stdio said when nobody is behind it', async () => {
  const open = async () => {
    const command = new FakeCommand();
    command.says('failed to open the raw stream connection: no such file\n', 2);
    command.dies();
    return command;
  };
  const agent = new DialAgent(open, { keepAlive: true, maxSockets: 4 });
  await expect(fetchPath(agent, '/')).rejects.toMatchObject({
    code: 'ECONNREFUSED',
    message: 'failed to open the raw stream connection: no such file',
  });
});

test('a request fails with the reason why no connection could be opened', async () => {
  const agent = new DialAgent(() => Promise.reject(new Error('no such host')), {
    keepAlive: true,
    maxSockets: 4,
  });
  await expect(fetchPath(agent, '/')).rejects.toThrow('no such host');
});

test('what is written before the connection is open is sent when it is', async () => {
  const command = new FakeCommand();
  const { promise, resolve } = Promise.withResolvers<Duplex>();
  const socket = new DialSocket(() => promise);
  socket.write('first ');
  socket.write('second');
  expect(command.written).toBe('');
  resolve(command);
  await command.wrote(written => written === 'first second');
});

test('destroying an unused connection with an error disturbs nobody', async () => {
  const command = new FakeCommand();
  const socket = new DialSocket(async () => command);
  const closed = [socket, command].map(stream => new Promise(resolve => stream.once('close', resolve)));
  socket.destroy(new Error('surplus'));
  await Promise.all(closed);
  expect(command.destroyed).toBe(true);
});

test('a reader that falls behind stops the flow from the engine', async () => {
  const command = new FakeCommand();
  const socket = new DialSocket(async () => command);
  await new Promise(resolve => socket.once('connect', resolve));
  command.says('x'.repeat(256 * 1024));
  await new Promise(resolve => command.once('pause', resolve));
  socket.resume();
  await new Promise(resolve => command.once('resume', resolve));
});

import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEngine, openFirst } from '../../../src/engine/open.ts';
import { connect, reach } from '../../../src/engine/reach.ts';

let folder: string;
const servers: Server[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netdojo-socket-'));
});
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise(done => server.close(done));
  rmSync(folder, { recursive: true });
});

function listen(server: Server, name = 'docker.sock'): Promise<string> {
  const socket = join(folder, name);
  servers.push(server);
  return new Promise(done => server.listen(socket, () => done(socket)));
}

const answering = (body: string, status = 200) =>
  createHttp((_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(body));

const ask = (socket: string) => reach({ socket, label: 'here' });
const unreachable = (code: string) => ({ kind: 'unreachable', error: { code } });

describe('reaching an engine', () => {
  it('gives the answer to /version', async () => {
    const socket = await listen(answering('{"Version":"1"}'));
    expect(await ask(socket)).toEqual({ kind: 'answered', version: { Version: '1' } });
  });

  it('says that there is no socket', async () => {
    expect(await ask(join(folder, 'none.sock'))).toMatchObject(unreachable('engine-no-socket'));
  });

  it('says that nobody listens on a socket that is there', async () => {
    const socket = join(folder, 'dead.sock');
    // A plain file answers connect() with the same ECONNREFUSED as the socket of an engine that was killed.
    writeFileSync(socket, '');
    expect(await ask(socket)).toMatchObject(unreachable('engine-not-listening'));
  });

  it.runIf(process.getuid?.() !== 0)('says that the socket may not be opened', async () => {
    const socket = await listen(answering('{}'));
    chmodSync(socket, 0o000);
    expect(await ask(socket)).toMatchObject(unreachable('engine-denied'));
  });

  it('says that the engine takes the connection and gives no answer', async () => {
    const socket = await listen(createServer(connection => connection.destroy()));
    expect(await ask(socket)).toMatchObject(unreachable('engine-mute'));
  });

  it('passes on what an engine in trouble says', async () => {
    const socket = await listen(answering('{"message":"VM is paused"}', 503));
    const reached = await ask(socket);
    expect(reached).toMatchObject(unreachable('engine-no-answer'));
    expect(reached.kind === 'unreachable' && String(reached.error.params.message)).toContain('VM is paused');
  });

  it('goes to the socket it was given, whatever DOCKER_HOST says', async () => {
    const socket = await listen(answering('{"Version":"right"}'));
    const before = process.env.DOCKER_HOST;
    process.env.DOCKER_HOST = 'tcp://127.0.0.1:1';
    try {
      expect(await connect(socket).version()).toEqual({ Version: 'right' });
    } finally {
      if (before === undefined) delete process.env.DOCKER_HOST;
      else process.env.DOCKER_HOST = before;
    }
  });
});

describe('engines nobody chose', () => {
  const recorded = (name: string) => readFileSync(new URL(`./answers/${name}.json`, import.meta.url), 'utf8');
  const docker = (info = recorded('info-26.1')) =>
    createHttp((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(request.url?.endsWith('/info') ? info : recorded('version-26.1'));
    });
  const rootless = JSON.stringify({
    ...JSON.parse(recorded('info-26.1')),
    SecurityOptions: ['name=rootless'],
  });
  const known = (socket: string) => ({ source: 'known-socket' as const, socket, label: socket });

  it('are passed over when they do not answer or cannot carry labs, until one can', async () => {
    const sockets = [
      join(folder, 'none.sock'),
      await listen(docker(rootless), 'rootless.sock'),
      await listen(docker(), 'good.sock'),
      await listen(docker(), 'also-good.sock'),
    ];
    const engine = await openFirst(sockets.map(known));
    expect(engine).toMatchObject({ version: '26.1.5', api: '1.45', endpoint: { socket: sockets[2] } });
    await engine?.close();
  });

  it('are refused when one answers that cannot carry labs, and no other does', async () => {
    const sockets = [join(folder, 'none.sock'), await listen(docker(rootless), 'rootless.sock')];
    await expect(openFirst(sockets.map(known))).rejects.toMatchObject({ code: 'engine-rootless' });
  });

  it('come to nothing when none answers', async () => {
    writeFileSync(join(folder, 'dead.sock'), '');
    const sockets = [join(folder, 'none.sock'), join(folder, 'dead.sock')];
    expect(await openFirst(sockets.map(known))).toBeUndefined();
  });
});

describe('an engine that was chosen', () => {
  it('is an error when it does not answer, and never passed over', async () => {
    const env = { HOME: folder, DOCKER_HOST: `unix://${join(folder, 'none.sock')}` };
    await expect(openEngine({ env })).rejects.toMatchObject({ code: 'engine-no-socket' });
  });

  it('is an error when it cannot carry labs', async () => {
    const podman = {
      Version: '5.8.0',
      ApiVersion: '1.41',
      Os: 'linux',
      Arch: 'amd64',
      Components: [{ Name: 'Podman Engine' }],
    };
    const socket = await listen(answering(JSON.stringify(podman)));
    await expect(openEngine({ host: `unix://${socket}`, env: { HOME: folder } })).rejects.toMatchObject({
      code: 'engine-podman',
      params: { version: '5.8.0' },
    });
  });
});

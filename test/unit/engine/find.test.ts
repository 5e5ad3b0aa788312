import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findEndpoint } from '../../../src/engine/find.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'netdojo-home-'));
});
afterEach(() => rmSync(home, { recursive: true }));

function addContext(name: string, host: string, folder = join(home, '.docker')): void {
  const meta = join(folder, 'contexts/meta', createHash('sha256').update(name).digest('hex'));
  mkdirSync(meta, { recursive: true });
  writeFileSync(
    join(meta, 'meta.json'),
    JSON.stringify({ Name: name, Metadata: {}, Endpoints: { docker: { Host: host, SkipTLSVerify: false } } }),
  );
}

function useContext(name: string, folder = join(home, '.docker')): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: {}, currentContext: name }));
}

const find = (env: NodeJS.ProcessEnv = {}, host?: string) => findEndpoint({ host, env, home });

describe('finding the endpoint', () => {
  it('takes the flag before everything else', async () => {
    addContext('here', 'unix:///context.sock');
    useContext('here');
    const env = { DOCKER_HOST: 'unix:///host.sock', DOCKER_CONTEXT: 'here' };
    expect(await find(env, 'unix:///flag.sock')).toEqual({
      kind: 'chosen',
      endpoint: { source: 'flag', socket: '/flag.sock', label: 'unix:///flag.sock' },
    });
  });

  it('takes DOCKER_HOST before any context', async () => {
    addContext('here', 'unix:///context.sock');
    useContext('here');
    expect(await find({ DOCKER_HOST: 'unix:///host.sock', DOCKER_CONTEXT: 'here' })).toMatchObject({
      kind: 'chosen',
      endpoint: { source: 'docker-host', socket: '/host.sock' },
    });
  });

  it('takes DOCKER_CONTEXT before the current context', async () => {
    addContext('one', 'unix:///one.sock');
    addContext('two', 'unix:///two.sock');
    useContext('one');
    expect(await find({ DOCKER_CONTEXT: 'two' })).toEqual({
      kind: 'chosen',
      endpoint: { source: 'docker-context', socket: '/two.sock', label: 'two' },
    });
  });

  it('takes the current context when nothing else is said', async () => {
    addContext('colima', 'unix:///colima.sock');
    useContext('colima');
    expect(await find()).toEqual({
      kind: 'chosen',
      endpoint: { source: 'current-context', socket: '/colima.sock', label: 'colima' },
    });
  });

  it('reads settings and contexts from DOCKER_CONFIG where that is set', async () => {
    const folder = join(home, 'elsewhere');
    addContext('wrong', 'unix:///wrong.sock');
    useContext('wrong');
    addContext('right', 'unix:///right.sock', folder);
    useContext('right', folder);
    expect(await find({ DOCKER_CONFIG: folder })).toMatchObject({ endpoint: { socket: '/right.sock' } });
  });

  it('counts an empty variable as one that is not set', async () => {
    expect(await find({ DOCKER_HOST: '', DOCKER_CONTEXT: '' })).toMatchObject({ kind: 'known' });
  });

  it('takes the context "default", asked for by name, for the default socket', async () => {
    expect(await find({ DOCKER_CONTEXT: 'default' })).toEqual({
      kind: 'chosen',
      endpoint: { source: 'docker-context', socket: '/var/run/docker.sock', label: 'default' },
    });
  });

  it('looks at the known sockets when the current context is the default one', async () => {
    useContext('default');
    const found = await find();
    expect(found.kind).toBe('known');
    expect(found.kind === 'known' && found.endpoints.map(({ socket }) => socket)).toEqual([
      '/var/run/docker.sock',
      join(home, '.docker/run/docker.sock'),
      join(home, '.docker/desktop/docker.sock'),
      join(home, '.colima/default/docker.sock'),
      join(home, '.config/colima/default/docker.sock'),
      join(home, '.colima/docker.sock'),
      join(home, '.orbstack/run/docker.sock'),
      join(home, '.rd/docker.sock'),
      join(home, '.lima/docker/sock/docker.sock'),
    ]);
  });

  it('takes unix:// without a path for the default socket, as the CLI does', async () => {
    expect(await find({ DOCKER_HOST: 'unix://' })).toMatchObject({
      endpoint: { socket: '/var/run/docker.sock' },
    });
  });

  it("gives netdojo's own engine when the flag asks for it", async () => {
    expect(await find({ DOCKER_HOST: 'unix:///host.sock' }, 'private')).toEqual({ kind: 'private' });
  });
});

describe('choices that cannot be used', () => {
  it.each([
    ['tcp://192.0.2.7:2375', 'tcp'],
    ['ssh://me@server', 'ssh'],
    ['npipe:////./pipe/docker_engine', 'npipe'],
    ['fd://', 'fd'],
    ['HTTPS://server:2376', 'https'],
  ])('refuses %s by the name of its transport', async (address, scheme) => {
    const refusal = { code: 'engine-transport', params: { address, scheme } };
    await expect(find({}, address)).rejects.toMatchObject(refusal);
    await expect(find({ DOCKER_HOST: address })).rejects.toMatchObject(refusal);
    addContext('far', address);
    useContext('far');
    await expect(find()).rejects.toMatchObject(refusal);
  });

  it.each(['docker.sock', '/var/run/docker.sock', 'unix://relative.sock', '192.0.2.7:2375'])(
    'refuses %s, which is no address',
    async address => {
      await expect(find({}, address)).rejects.toMatchObject({ code: 'engine-address', params: { address } });
    },
  );

  it('names a context that does not exist, and never passes it over', async () => {
    await expect(find({ DOCKER_CONTEXT: 'gone' })).rejects.toMatchObject({
      code: 'engine-context-missing',
      params: { context: 'gone' },
    });
    useContext('gone too');
    await expect(find()).rejects.toMatchObject({
      code: 'engine-context-missing',
      params: { context: 'gone too' },
    });
  });

  it('names the file of a context without an engine in it', async () => {
    const meta = join(home, '.docker/contexts/meta', createHash('sha256').update('odd').digest('hex'));
    mkdirSync(meta, { recursive: true });
    writeFileSync(join(meta, 'meta.json'), '{"Name":"odd","Endpoints":{"kubernetes":{}}}');
    await expect(find({ DOCKER_CONTEXT: 'odd' })).rejects.toMatchObject({
      code: 'engine-context-broken',
      params: { context: 'odd', file: join(meta, 'meta.json') },
    });
  });

  it.each(['{"currentContext": ', '{"currentContext": 7}', '[]'])(
    'names a settings file that reads %s',
    async text => {
      const file = join(home, '.docker/config.json');
      mkdirSync(join(home, '.docker'));
      writeFileSync(file, text);
      await expect(find()).rejects.toMatchObject({ code: 'engine-config', params: { file } });
    },
  );
});

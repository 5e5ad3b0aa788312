import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EnvironmentError, engineLost } from '../../../src/engine/index.ts';
import { connect } from '../../../src/engine/reach.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netdojo-lost-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a call to the engine at this socket is rejected with. */
async function failureAt(socket: string): Promise<unknown> {
  return await connect(socket, { api: '1.41' })
    .info()
    .then(
      () => undefined,
      (error: unknown) => error,
    );
}

describe('an engine that is gone in the middle', () => {
  it('is known by its socket that is no more', async () => {
    expect(engineLost(await failureAt(join(folder, 'none.sock')))).toMatchObject({ code: 'engine-lost' });
  });

  it('is known by the connection it broke off, also as the cause of another failure', async () => {
    const socket = join(folder, 'engine.sock');
    const server = createServer((_request, response) => response.destroy()).listen(socket);
    const failure = await failureAt(socket);
    server.close();
    expect(engineLost(failure)).toBeInstanceOf(EnvironmentError);
    expect(engineLost(new Error('could not boot', { cause: failure }))?.code).toBe('engine-lost');
  });

  it('is not seen in an answer with an error, nor in a file that is not there', async () => {
    const socket = join(folder, 'engine.sock');
    const server = createServer((_request, response) => response.writeHead(500).end('{}')).listen(socket);
    const answered = await failureAt(socket);
    server.close();
    expect(answered).toBeInstanceOf(Error);
    expect(engineLost(answered)).toBeUndefined();
    const missing: unknown = await readFile(join(folder, 'none')).catch((error: unknown) => error);
    expect(engineLost(missing)).toBeUndefined();
    expect(engineLost('no error at all')).toBeUndefined();
  });
});

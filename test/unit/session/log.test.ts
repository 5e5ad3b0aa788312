import { appendFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLog, pruneLogs, readLog, replay } from '../../../src/session/log.ts';
import type { SessionEvent } from '../../../src/session/types.ts';
import { entered, judged, opening, own, stateAfter } from './fixture.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netdojo-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const events: readonly SessionEvent[] = [
  { type: 'boot-started', at: 1, reason: 'start' },
  { type: 'boot-stage', stage: { id: 'host', status: 'done', ms: 400 } },
  { type: 'booted', at: 2 },
  entered('one', [own('a'), own('held', 'zero')], true),
  { type: 'predicted', step: 'one', choice: 'x' },
  { type: 'shell-opened', shell: 's1', place: 'host1' },
  { type: 'command-started', shell: 's1', text: 'echo "\n"', at: 3 },
  { type: 'round-started', checks: ['a'] },
  judged('a', 'pass'),
  judged('held', 'fail'),
  { type: 'round-ended' },
  { type: 'remembered', values: { key: 'value' } },
  { type: 'noticed', notice: { code: 'session.skip-incomplete' } },
];

async function written(): Promise<string> {
  const file = join(folder, 'deep', 'session.jsonl');
  const log = await openLog(file, opening, error => {
    throw error;
  });
  for (const event of events) log.append(event);
  await log.close();
  return file;
}

test('a log replays to the state the session had', async () => {
  const file = await written();
  expect(await replay(file)).toEqual(stateAfter(...events));
  expect((await readLog(file)).events).toHaveLength(events.length);
});

test('a last line cut short by a crash is left out', async () => {
  const file = await written();
  await appendFile(file, '{"type":"check-res');
  expect(await replay(file)).toEqual(stateAfter(...events));
});

test('a file that is no session log is refused', async () => {
  const file = join(folder, 'x.jsonl');
  await writeFile(file, '{"version": 1, "opening": {}}\n');
  await expect(readLog(file)).rejects.toThrow('is not a session log');
  await writeFile(file, `${JSON.stringify({ version: 2, opening })}\n{"type": "unheard-of"}\n`);
  await expect(readLog(file)).rejects.toThrow('no event');
});

test('only the newest logs are kept', async () => {
  const names = Array.from(
    { length: 25 },
    (_, index) => `2026-01-${String(index + 1).padStart(2, '0')}-x.jsonl`,
  );
  await Promise.all([...names, 'notes.txt'].map(name => writeFile(join(folder, name), '')));
  await pruneLogs(folder);
  expect((await readdir(folder)).sort()).toEqual([...names.slice(5), 'notes.txt']);
  await pruneLogs(join(folder, 'not-there'));
});

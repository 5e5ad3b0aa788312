import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { openingState, reduce } from './reduce.ts';
import type { FullState, Opening, SessionEvent } from './types.ts';

/** Version of the lines in a log. */
const version = 2;
/** Logs kept; older ones go when a session starts. */
const kept = 20;

/** The events of one session, as JSON lines on disk. */
export type EventLog = {
  readonly file: string;
  append(event: SessionEvent): void;
  /** Resolves once what was appended so far can be read. */
  flush(): Promise<void>;
  /** Resolves when everything is on disk. Never rejects. */
  close(): Promise<void>;
};

/** Starts a log. `onFailure` is told once when it cannot be written; the session goes on without it. */
export async function openLog(
  file: string,
  opening: Opening,
  onFailure: (error: unknown) => void,
): Promise<EventLog> {
  await mkdir(dirname(file), { recursive: true });
  const stream = createWriteStream(file, { flags: 'wx' });
  let failed = false;
  const ended = finished(stream).catch((error: unknown) => {
    failed = true;
    onFailure(error);
  });
  const line = (value: unknown): void => {
    if (!failed && !stream.writableEnded) stream.write(`${JSON.stringify(value)}\n`);
  };
  stream.write(headLine(opening));
  return {
    file,
    append: line,
    flush: () =>
      new Promise(resolve => {
        if (failed || stream.writableEnded) resolve();
        else stream.write('', () => resolve());
      }),
    close: async () => {
      stream.end();
      await ended;
    },
  };
}

/** The first line of a log. */
export function headLine(opening: Opening): string {
  return `${JSON.stringify({ version, opening })}\n`;
}

/** What a log holds. A last line cut short by a crash is left out. Throws when the file is no session log. */
export async function readLog(
  file: string,
): Promise<{ readonly opening: Opening; readonly events: readonly SessionEvent[] }> {
  const text = await readFile(file, 'utf8');
  const lines = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .trimEnd()
    .split('\n');
  const [first, ...rest] = lines.map((line): unknown => JSON.parse(line));
  if (!isHead(first)) throw new Error(`${file} is not a session log of version ${version}`);
  const events = rest.filter(isEvent);
  if (events.length < rest.length) throw new Error(`${file} holds a line that is no event`);
  return { opening: first.opening, events };
}

/** The state a log leads to. */
export async function replay(file: string): Promise<FullState> {
  const { opening, events } = await readLog(file);
  return events.reduce(reduce, openingState(opening));
}

/** Removes all but the newest logs of a folder; a folder that isn't there is fine. */
export async function pruneLogs(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const old = names
    .filter(name => name.endsWith('.jsonl'))
    .sort()
    .slice(0, -kept);
  await Promise.all(old.map(name => rm(join(folder, name), { force: true })));
}

/** Where the log of a lab that is up goes, however many commands work on it. */
export function upLogPath(folder: string, { lesson, at }: Opening): string {
  return join(folder, `${new Date(at).toISOString().replaceAll(/[:.]/g, '-')}-${lesson}-up.jsonl`);
}

/** Where the log of a session goes: named by its time first, so that names sort by age. */
export function logPath(folder: string, opening: Opening): string {
  const time = new Date(opening.at).toISOString().replaceAll(/[:.]/g, '-');
  return join(folder, `${time}-${opening.lesson}-${process.pid}.jsonl`);
}

function isHead(value: unknown): value is { readonly opening: Opening } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'opening' in value &&
    'version' in value &&
    value.version === version
  );
}

const eventTypes: Readonly<Record<SessionEvent['type'], true>> = {
  'boot-started': true,
  'boot-stage': true,
  booted: true,
  'step-entered': true,
  predicted: true,
  measured: true,
  answered: true,
  'round-started': true,
  'check-result': true,
  'round-ended': true,
  'hint-shown': true,
  'solution-shown': true,
  'step-left': true,
  remembered: true,
  'shell-opened': true,
  'shell-ended': true,
  'shell-closed': true,
  'command-started': true,
  'command-ended': true,
  'lesson-finished': true,
  noticed: true,
  playing: true,
  broke: true,
};

// The lines are our own, of a version we know: their type tells all the rest.
function isEvent(value: unknown): value is SessionEvent {
  return typeof value === 'object' && value !== null && 'type' in value && String(value.type) in eventTypes;
}

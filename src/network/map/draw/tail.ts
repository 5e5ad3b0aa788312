import type { MapPort, MapRow, RowNote, Standing } from '../model.ts';
import type { MapCode, MapWord } from '../words.ts';
import type { MapSpan, MapTone } from './line.ts';

/** Gives a name as it is shown. */
export type Names = {
  readonly row: (name: string) => string;
  readonly network: (name: string) => string;
};

/** What the end of a row is made with. */
export type TailMeans = {
  readonly words: MapWord;
  readonly names: Names;
  /** What stands between a host's port and a container's. */
  readonly to: string;
  /** Leave out what the row shows by being hollow. */
  readonly terse: boolean;
};

/** What stands at the end of a row: how it stands, what is to be said of it, its published ports. */
export function tailOf(row: MapRow, { words, names, to, terse }: TailMeans): readonly MapSpan[] {
  const isInDots = terse && row.cells.length > 0;
  const notes = row.notes
    .filter(({ kind }) => !(isInDots && kind === 'to-join'))
    .map(note => ({ text: noteText(note, words, names), tone: noteTone(note) }));
  switch (row.kind) {
    case 'host': {
      const guests = row.guests.map(names.row).join(', ');
      return guests === ''
        ? notes
        : [{ text: words('map.guests', { names: guests }), tone: 'plain' }, ...notes];
    }
    case 'namespace':
      return [{ text: words('map.namespace'), tone: 'muted' }, ...notes];
    case 'container': {
      const isHollow = isInDots && row.standing.kind === 'awaited';
      const standing = isHollow ? undefined : standingText(row.standing, words);
      return [
        ...(standing === undefined ? [] : [{ text: standing, tone: standingTone(row.standing) }]),
        ...notes,
        ...row.ports.map(port => ({ text: portText(port, to), tone: 'plain' as const })),
      ];
    }
  }
}

/** How a container stands, in words; nothing has to be said of one that runs. */
function standingText(standing: Standing, words: MapWord): string | undefined {
  switch (standing.kind) {
    case 'running':
      return undefined;
    case 'paused':
    case 'created':
    case 'awaited':
      return words(`map.${standing.kind}`);
    case 'exited':
    case 'failed':
    case 'restarting':
      return words(`map.${standing.kind}`, { exit: standing.exit });
    case 'unusual':
      return words('map.unusual', { state: standing.state });
  }
}

/** What the state of a container means. */
export function standingTone({ kind }: Standing): MapTone {
  return kind === 'running' || kind === 'paused' ? kind : 'stopped';
}

/** What is said of a row, in words. */
function noteText(note: RowNote, words: MapWord, names: Names): string {
  const code: MapCode = `map.${note.kind}`;
  if ('of' in note) return words(code, { name: names.row(note.of) });
  if ('network' in note) return words(code, { network: names.network(note.network) });
  return words(code);
}

function noteTone({ kind }: RowNote): MapTone {
  const wrong: readonly RowNote['kind'][] = ['apart', 'owner-stopped', 'owner-gone', 'cut', 'network-gone'];
  return wrong.includes(kind) ? 'wrong' : 'muted';
}

/** A published port, as `:8080→80`, with what is unusual about it: one address only, another protocol than TCP. */
function portText({ address, hostPort, port, protocol }: MapPort, to: string): string {
  const on = address === undefined ? '' : address.includes(':') ? `[${address}]` : address;
  return `${on}:${hostPort}${to}${port}${protocol === 'tcp' ? '' : `/${protocol}`}`;
}

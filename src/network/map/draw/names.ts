import type { MapHost, MapRow, NetworkMap } from '../model.ts';
import { glyphsOf } from './glyphs.ts';
import { printable } from './line.ts';
import type { DrawOptions } from './options.ts';
import { shortenAll } from './shorten.ts';
import type { Names } from './tail.ts';

/** The hosts of a map. */
export function hostsOf({ machines }: NetworkMap): readonly MapHost[] {
  return machines.filter(machine => machine.kind === 'host');
}

/** Names of rows and networks in no more than so many cells; what differs stays different. */
export function namesFor(
  map: NetworkMap,
  width: { readonly rows: number; readonly networks: number },
  { ascii, widthOf }: DrawOptions,
): Names {
  const { missing } = glyphsOf(ascii);
  const short = (names: readonly string[], cells: number) => {
    const known = shortenAll(names.map(printable), cells, missing, widthOf);
    return (name: string) => known.get(printable(name)) ?? printable(name);
  };
  const rows = hostsOf(map).flatMap(host => host.rows);
  return {
    row: short(rows.flatMap(namesIn), width.rows),
    network: short([...map.rails.map(({ name }) => name), ...rows.flatMap(networksIn)], width.networks),
  };
}

/** Names of containers and namespaces that a row shows. */
function namesIn(row: MapRow): readonly string[] {
  const of = row.notes.flatMap(note => ('of' in note ? [note.of] : []));
  return row.kind === 'host' ? [...row.guests, ...of] : [row.name, ...of];
}

function networksIn({ notes }: MapRow): readonly string[] {
  return notes.flatMap(note => ('network' in note ? [note.network] : []));
}

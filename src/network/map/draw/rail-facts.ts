import type { Rail } from '../model.ts';
import type { MapWord } from '../words.ts';
import { printable } from './line.ts';

/** What is said of a rail beside its name. */
export type RailFacts = {
  readonly subnet: string;
  /** Its bridge; for another driver that one's name, with the interface it lies on. */
  readonly interface: string;
  readonly flags: readonly string[];
};

/** What is said of a rail beside its name. */
export function railFacts(rail: Rail, words: MapWord): RailFacts {
  const driver = rail.driver === 'bridge' ? [] : [rail.driver];
  const link = rail.interface === undefined ? [] : [rail.interface];
  return {
    subnet: rail.subnet ?? '-',
    interface: printable([...driver, ...link].join(' ')),
    flags: [
      words(rail.dns ? 'map.dns' : 'map.no-dns'),
      ...(rail.internal ? [words('map.internal')] : []),
      ...(rail.icc ? [] : [words('map.icc-off')]),
    ],
  };
}

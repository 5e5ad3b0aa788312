import type { MapHost, MapOutside, Uplink } from '../model.ts';
import type { MapWord } from '../words.ts';
import { type MapSpan, printable } from './line.ts';

/** What a host is called. */
export function hostTitle({ name }: MapHost, words: MapWord): string {
  return words('map.host-title', { name: printable(name) });
}

/** What is said of a host beside its name: its Docker, and where its uplink is. */
export function hostFacts({ docker, uplink }: MapHost, words: MapWord): readonly MapSpan[] {
  return [
    docker.kind === 'unread'
      ? { text: words('map.no-docker'), tone: 'wrong' }
      : { text: `docker ${printable(plainVersion(docker.version))}`.trim(), tone: 'muted' },
    ...uplinkFact(uplink, words),
  ];
}

/** Debian's additions to a version, as in `26.1.5+dfsg1`, tell nobody anything here. */
function plainVersion(version: string): string {
  return version.replace(/[+~].*$/, '');
}

function uplinkFact(uplink: Uplink, words: MapWord): readonly MapSpan[] {
  switch (uplink.kind) {
    case 'unread':
      return [];
    case 'none':
      return [{ text: words('map.no-uplink'), tone: 'wrong' }];
    case 'up': {
      const { interface: link, address, prefix } = uplink;
      const at = address === undefined ? '-' : `${address}/${prefix}`;
      return [{ text: words('map.uplink', { interface: printable(link), address: at }), tone: 'muted' }];
    }
  }
}

/** What is said of the machine beyond the uplink. */
export function outsideFacts({ addresses }: MapOutside, words: MapWord): readonly MapSpan[] {
  return [
    { text: words('map.outside'), tone: 'title' },
    ...addresses.map((text): MapSpan => ({ text, tone: 'muted' })),
  ];
}

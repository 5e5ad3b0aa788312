import type { LessonStructure, Step } from './schema.ts';

/** What the machine beyond the hosts' uplink is called where a shell is meant. */
export const outside = 'outside';

type Placed = Pick<LessonStructure, 'hosts' | 'shells'>;

/** Where a lesson's shells can be: its hosts, and outside. */
export function shellPlaces({ hosts }: Pick<Placed, 'hosts'>): readonly string[] {
  return [...hosts, outside];
}

/** Where shells are open at the start, in the order of their tabs. */
export function shellsAtStart({ hosts, shells }: Placed): readonly string[] {
  return shells ?? hosts.slice(0, 1);
}

/** Whose shell the command of a `run` step belongs in; undefined for a step of another kind. */
export function commandPlace({ hosts }: Pick<Placed, 'hosts'>, step: Step): string | undefined {
  return step.kind === 'run' ? (step.in ?? hosts[0]) : undefined;
}

/** The language and the place of a fenced block, from what stands behind its fence: `sh outside`. */
export function fenceOf(info: string | undefined): { readonly lang: string; readonly place?: string } {
  const [lang = '', place] = (info ?? '').trim().split(/\s+/);
  return place === undefined ? { lang } : { lang, place };
}

import type { Catalogue, CatalogueEntry, TuiOptions } from '../options.ts';
import type { UiStore } from './ui-store.ts';

/** Reads the lessons and how far the learner is. The list stays where it stands; at first, where the learner was last. */
export async function readCatalogue(store: UiStore, read: TuiOptions['catalogue']): Promise<void> {
  const catalogue = await read();
  const first = catalogue.parts[0]?.lessons[0]?.id;
  store.update({ catalogue, highlighted: store.getSnapshot().highlighted ?? catalogue.resume ?? first });
}

/** A lesson of the catalogue, by its id; undefined while nothing is read, and for a lesson that is not in it. */
export function entryOf(catalogue: Catalogue | undefined, lesson: string): CatalogueEntry | undefined {
  return catalogue?.parts.flatMap(part => part.lessons).find(({ id }) => id === lesson);
}

/** The lessons whose name, title or question has every word of the filter. */
export function matching(catalogue: Catalogue, filter: string): CatalogueEntry[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return catalogue.parts
    .flatMap(part => part.lessons)
    .filter(({ id, title, question }) => {
      const text = `${id} ${title} ${question}`.toLowerCase();
      return words.every(word => text.includes(word));
    });
}

/** Changes the filter of the list and stands on its first match. */
export function filterBy(store: UiStore, filter: string): void {
  const { catalogue } = store.getSnapshot();
  const first = catalogue === undefined ? undefined : matching(catalogue, filter)[0];
  store.update({ filter, highlighted: first?.id });
}

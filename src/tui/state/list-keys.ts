import { isText } from '../input/key-name.ts';
import type { Catalogue, CatalogueEntry } from '../options.ts';
import type { InterfaceStore } from './interface-store.ts';

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

/** A key on the list, or while a lesson opens or could not be opened. False: Ink's menu may have it. */
export function listKey(store: InterfaceStore, name: string): boolean {
  const { view, filter, listHelp } = store.getSnapshot();
  if (name === 'ctrl-c' || name === 'ctrl-d') void store.quit();
  else if (view.kind === 'opening') {
    if (name === 'esc' || name === 'q') store.leave();
  } else if (view.kind === 'failed') {
    if (name === 'q') void store.quit();
    else if (name === 'enter' || name === 'esc') store.leave();
  } else if (listHelp) store.update({ listHelp: false });
  else if (name === '?' && filter === '') store.update({ listHelp: true });
  else if (name === 'esc') store.filterBy('');
  else if (name === 'backspace') store.filterBy([...filter].slice(0, -1).join(''));
  else if (isText(name)) {
    if (name !== ' ' || filter !== '') store.filterBy(filter + name);
  } else return false;
  return true;
}

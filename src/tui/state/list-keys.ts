import { isText } from '../input/key-name.ts';
import { filterBy } from './catalogue.ts';
import type { Controls } from './controls.ts';
import { scrollKey } from './scroll-keys.ts';

/** A key on the list, or while a lesson opens or could not be opened. False: Ink's menu may have it. */
export function listKey({ store, current, quit }: Controls, name: string): boolean {
  const { view, filter, listHelp } = store.getSnapshot();
  if (name === 'ctrl-c' || name === 'ctrl-d') quit();
  else if (view.kind === 'opening') {
    if (name === 'esc' || name === 'q') current.leave();
    else scrollKey({ store }, name);
  } else if (view.kind === 'failed') {
    if (name === 'q') quit();
    else if (name === 'enter' || name === 'esc') current.leave();
    else scrollKey({ store }, name);
  } else if (listHelp) store.update({ listHelp: false });
  else if (name === '?' && filter === '') store.update({ listHelp: true });
  else if (name === 'esc') filterBy(store, '');
  else if (name === 'backspace') filterBy(store, [...filter].slice(0, -1).join(''));
  else if (isText(name)) {
    if (name !== ' ' || filter !== '') filterBy(store, filter + name);
  } else return false;
  return true;
}

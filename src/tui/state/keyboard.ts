import type { InputTarget } from '../input/input-router.ts';
import { keyName } from '../input/key-name.ts';
import { isPrefix, type Prefix } from '../input/prefix.ts';
import { filterBy } from './catalogue.ts';
import type { Controls } from './controls.ts';
import { lessonKey } from './lesson-keys.ts';
import { listKey } from './list-keys.ts';
import { keyboardOwner } from './owner.ts';
import { backToNewest } from './scroll-keys.ts';

/** Where the keys and pastes that the router reads go: to the shell, to the lesson or to the list. */
export class Keyboard implements InputTarget {
  readonly #controls: Controls;
  readonly #prefix: Prefix;

  constructor(controls: Controls, prefix: Prefix) {
    this.#controls = controls;
    this.#prefix = prefix;
  }

  owner(): 'shell' | 'interface' {
    return keyboardOwner(this.#controls.store.getSnapshot());
  }

  onPrefix(): void {
    this.#controls.store.update({ prefixed: true });
  }

  wantsApplicationCursor(): boolean {
    return this.#controls.current.screen?.applicationCursor ?? false;
  }

  onShell(bytes: Buffer): void {
    this.#controls.shellInput.write(bytes);
  }

  onPaste(bytes: Buffer): void {
    const { store, shellInput } = this.#controls;
    const { view, page, filter, layout } = store.getSnapshot();
    if (layout.kind === 'too-small') return;
    const text = bytes.toString('utf8');
    const [firstLine = ''] = text.trim().split(/[\r\n]/);
    if (view.kind === 'list') filterBy(store, filter + firstLine);
    else if (page?.kind === 'answer') store.update({ page: { ...page, draft: page.draft + firstLine } });
    // As with keys: what is pasted over a page that is only looked at is meant for the shell.
    else if (page?.kind === 'reading' || page?.kind === 'scrollback') {
      backToNewest(this.#controls);
      store.update({ page: undefined });
      shellInput.paste(text);
    } else if (this.owner() === 'shell') shellInput.paste(text);
  }

  onKey(bytes: Buffer): boolean {
    const { store, shellInput, quit } = this.#controls;
    const { view, prefixed, layout } = store.getSnapshot();
    // What cannot be seen must not be steered; the list can be left all the same.
    if (layout.kind === 'too-small') {
      if (view.kind === 'list' && keyName(bytes) === 'ctrl-c') quit();
      return true;
    }
    if (view.kind === 'lesson' && isPrefix(bytes, this.#prefix)) {
      store.update({ prefixed: !prefixed });
      if (prefixed && this.owner() === 'shell') shellInput.write(bytes);
      return true;
    }
    const name = keyName(bytes);
    if (name === undefined) return true;
    if (view.kind === 'lesson') return lessonKey(this.#controls, name, bytes);
    return listKey(this.#controls, name);
  }
}

import { isText } from '../input/key-name.ts';
import type { InterfaceStore } from './interface-store.ts';
import { keyboardOwner } from './owner.ts';
import { backToNewest, far, scrollbackKey, scrollKey } from './scroll-keys.ts';
import type { Page } from './ui-state.ts';

/** A key while a page has the keyboard. False: Ink's menu may have it. */
export function pageKey(store: InterfaceStore, page: Page, name: string, bytes: Buffer): boolean {
  const close = () => store.update({ page: undefined, scroll: 0 });
  const { view } = store.getSnapshot();
  if (name === 'esc') {
    if (page.kind === 'scrollback') backToNewest(store);
    if (page.kind === 'reading') store.update({ page: undefined });
    else close();
    return true;
  }
  switch (page.kind) {
    case 'guess':
      if (name === 'pageup' || name === 'pagedown') scrollKey(store, name);
      else return false;
      return true;
    case 'answer':
      answerKey(store, page, name);
      return true;
    case 'reading':
      if (scrollKey(store, name)) return true;
      store.update({ page: undefined });
      return typeThrough(store, name, bytes);
    case 'scrollback':
      if (scrollbackKey(store, name)) return true;
      backToNewest(store);
      store.update({ page: undefined });
      return typeThrough(store, name, bytes);
    case 'hints':
      if (name === 'enter' || name === 'h') moreHelp(store);
      else if (name === 'a') applySolution(store);
      else scrollKey(store, name);
      return true;
    case 'closing':
      if (name === 'enter') store.leave();
      else scrollKey(store, name);
      return true;
    case 'help':
      if (name === 'enter' || name === 'q') close();
      else scrollKey(store, name);
      return true;
    case 'leave':
      if (name === 'enter') store.leave();
      else if (name === 'q') void store.quit();
      return true;
    case 'reset':
    case 'skip':
      if (name === 'enter') store.act({ type: page.kind });
      return true;
    case 'paste':
      if (name === 'enter') {
        close();
        if (view.kind === 'lesson') store.shellInput.pasteNow(page.text);
      }
      return true;
  }
}

/** Typing on a page that is only looked at means the shell: nothing typed is lost. */
function typeThrough(store: InterfaceStore, name: string, bytes: Buffer): boolean {
  if (name !== 'enter' && name !== 'tab' && keyboardOwner(store.getSnapshot()) === 'shell')
    store.onShell(bytes);
  return true;
}

function answerKey(store: InterfaceStore, page: Extract<Page, { kind: 'answer' }>, name: string): void {
  const { draft } = page;
  if (name === 'enter') {
    if (draft.trim() === '') return;
    store.act({ type: 'answer', value: draft.trim() });
  } else if (name === 'backspace')
    store.update({ page: { ...page, draft: [...draft].slice(0, -1).join('') } });
  else if (name === 'ctrl-u') store.update({ page: { ...page, draft: '' } });
  else if (isText(name)) store.update({ page: { ...page, draft: draft + name } });
}

function applySolution(store: InterfaceStore): void {
  const { view } = store.getSnapshot();
  if (view.kind !== 'lesson') return;
  if (view.opened.offered(view.state, view.opened.session.lesson).has('apply-solution'))
    store.act({ type: 'apply-solution' });
}

/** The next hint; after the last, the solution where the mode allows it. */
function moreHelp(store: InterfaceStore): void {
  const { view } = store.getSnapshot();
  if (view.kind !== 'lesson') return;
  const offered = view.opened.offered(view.state, view.opened.session.lesson);
  if (offered.has('hint')) store.send({ type: 'hint' });
  else if (offered.has('solution')) store.send({ type: 'solution' });
  // What is new stands at the end.
  store.update({ scroll: far });
}

import { isText } from '../input/key-name.ts';
import { isWide } from '../layout.ts';
import type { Controls } from './controls.ts';
import { levelAfter } from './map-levels.ts';
import { keyboardOwner } from './owner.ts';
import { backToNewest, far, scrollbackKey, scrollKey } from './scroll-keys.ts';
import type { Page } from './ui-state.ts';

/** A key while a page has the keyboard. False: Ink's menu may have it. */
export function pageKey(controls: Controls, page: Page, name: string, bytes: Buffer): boolean {
  const { store, current, shellInput, quit } = controls;
  const close = () => store.update({ page: undefined, scroll: 0 });
  const { view } = store.getSnapshot();
  if (name === 'esc') {
    if (page.kind === 'scrollback') backToNewest(controls);
    if (page.kind === 'reading') store.update({ page: undefined });
    else close();
    return true;
  }
  switch (page.kind) {
    case 'guess':
      if (name === 'pageup' || name === 'pagedown') scrollKey(controls, name);
      else return false;
      return true;
    case 'answer':
      answerKey(controls, page, name);
      return true;
    case 'reading':
      if (scrollKey(controls, name)) return true;
      store.update({ page: undefined });
      return typeThrough(controls, name, bytes);
    case 'scrollback':
      if (scrollbackKey(controls, name)) return true;
      backToNewest(controls);
      store.update({ page: undefined });
      return typeThrough(controls, name, bytes);
    case 'hints':
      if (name === 'enter' || name === 'h') moreHelp(controls);
      else if (name === 'a') applySolution(controls);
      else scrollKey(controls, name);
      return true;
    case 'closing':
      if (name === 'enter') current.leave();
      else if (name === 's') void current.saveRecap();
      else scrollKey(controls, name);
      return true;
    case 'map':
      if (name === 'm' || name === 'tab') mapLevel(controls, page);
      else if (page.level === 'rails' && (name === 'up' || name === 'down'))
        store.update({ page: { ...page, row: current.rowAfter(page.row, name === 'up' ? -1 : 1) } });
      else if (name === 'enter' || name === 'q') close();
      else scrollKey(controls, name);
      return true;
    case 'matrix':
      if (name === 'e') current.asker.next();
      else if (name === 'r') current.asker.again();
      else if (name === 'enter' || name === 'q') close();
      else scrollKey(controls, name);
      return true;
    case 'why':
      if (name === 'w') current.follower.next();
      else if (name === 'r') current.follower.again();
      else if (name === 'enter' || name === 'q') close();
      else scrollKey(controls, name);
      return true;
    case 'help':
      if (name === 'enter' || name === 'q') close();
      else scrollKey(controls, name);
      return true;
    case 'leave':
      if (name === 'enter') current.leave();
      else if (name === 'q') quit();
      return true;
    case 'reset':
    case 'skip':
      if (name === 'enter') current.act({ type: page.kind });
      return true;
    case 'shells': {
      if (view.kind !== 'lesson') return true;
      const { opened } = view;
      const place = opened.shellPlaces(opened.session.lesson)[Number(name) - 1];
      if (place === undefined) return true;
      close();
      shellInput.open(place);
      return true;
    }
    case 'paste':
      if (name === 'enter') {
        close();
        if (view.kind === 'lesson') shellInput.pasteNow(page.text);
      }
      return true;
  }
}

/** Typing on a page that is only looked at means the shell: nothing typed is lost. */
function typeThrough({ store, shellInput }: Controls, name: string, bytes: Buffer): boolean {
  if (name !== 'enter' && name !== 'tab' && keyboardOwner(store.getSnapshot()) === 'shell')
    shellInput.write(bytes);
  return true;
}

function mapLevel({ store }: Controls, page: Extract<Page, { kind: 'map' }>): void {
  const { view, columns } = store.getSnapshot();
  if (view.kind !== 'lesson') return;
  const step = view.opened.session.lesson.steps.find(({ id }) => id === view.state.step);
  const level = levelAfter(page.level, step?.goal, isWide(columns));
  store.update({ page: { ...page, level }, scroll: 0 });
}

function answerKey(
  { store, current }: Controls,
  page: Extract<Page, { kind: 'answer' }>,
  name: string,
): void {
  const { draft } = page;
  if (name === 'enter') {
    if (draft.trim() === '') return;
    current.act({ type: 'answer', value: draft.trim() });
  } else if (name === 'backspace')
    store.update({ page: { ...page, draft: [...draft].slice(0, -1).join('') } });
  else if (name === 'ctrl-u') store.update({ page: { ...page, draft: '' } });
  else if (isText(name)) store.update({ page: { ...page, draft: draft + name } });
}

function applySolution({ store, current }: Controls): void {
  const { view } = store.getSnapshot();
  if (view.kind !== 'lesson') return;
  if (view.opened.offered(view.state, view.opened.session.lesson).has('apply-solution'))
    current.act({ type: 'apply-solution' });
}

/** The next hint; after the last, the solution where the mode allows it. */
function moreHelp({ store, current }: Controls): void {
  const { view } = store.getSnapshot();
  if (view.kind !== 'lesson') return;
  const offered = view.opened.offered(view.state, view.opened.session.lesson);
  if (offered.has('hint')) current.send({ type: 'hint' });
  else if (offered.has('solution')) current.send({ type: 'solution' });
  // What is new stands at the end.
  store.update({ scroll: far });
}

import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { Lang } from '../../../src/lesson/index.ts';
import { commandPlace, shellPlaces } from '../../../src/lesson/places.ts';
import { reaches } from '../../../src/probe/schema/index.ts';
import { goalOf } from '../../../src/session/goal.ts';
import { heldBackBy } from '../../../src/session/held-back.ts';
import { forbidden, policySaid } from '../../../src/session/policy.ts';
import type { Intent, SessionState } from '../../../src/session/types.ts';
import {
  type Catalogue,
  defaultPrefix,
  type Opened,
  runTui,
  type TuiOptions,
} from '../../../src/tui/index.ts';
import { EmulatedScreen } from '../../screen/emulated-screen.ts';
import { FakeSession, FakeTerminal } from './fake-session.ts';
import { sampleLesson } from './sample-lesson.ts';

/** A terminal for Ink to write to, with no process behind it. */
class FakeStdout extends EventEmitter {
  readonly isTTY = true;
  readonly screen: EmulatedScreen;
  columns: number;
  rows: number;

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
    this.screen = new EmulatedScreen(columns, rows, true);
  }

  write(output: string | Uint8Array, ...rest: unknown[]): boolean {
    this.screen.feed(output);
    const done = rest.find(one => typeof one === 'function');
    if (done !== undefined) queueMicrotask(() => done());
    return true;
  }
}

class FakeStdin extends PassThrough {
  readonly isTTY = true;
  raw: boolean[] = [];

  setRawMode(on: boolean): this {
    this.raw.push(on);
    return this;
  }
}

/** What a fake session offers: what its phase suggests, and what a test adds. */
export function offers(state: SessionState): ReadonlySet<Intent['type']> {
  const record = state.steps[state.step];
  const offered = new Set<Intent['type']>(['reset', 'open-shell', 'recheck', 'skip']);
  if (state.phase === 'predict') offered.add('predict');
  if (state.phase === 'green') offered.add('next');
  if ((record?.hints ?? 0) < 3) offered.add('hint');
  else offered.add('solution');
  if (state.step === 'address') offered.add('answer');
  return offered;
}

/** A session with a shell on the sample lesson, and what the interface is told about it. */
export function sampleSession(lang: Lang, state: Partial<SessionState> = {}, lesson = sampleLesson) {
  const session = new FakeSession(lesson, lang, state);
  const shell = new FakeTerminal('s1');
  session.terminals.set('s1', shell);
  const opened: Opened = {
    session,
    offered: offers,
    forbidden,
    policySaid,
    heldBackBy,
    commandPlace,
    shellPlaces,
    saveRecap: async () => '/home/anna/recap.md',
    titleOf: check => ({ code: `${check.probe}: ${check.id}` }),
    reaches,
    goalOf,
  };
  return { session, shell, opened };
}

const titles = ['Two containers', 'Names on a network', 'Connect', 'Publish', 'Wiring', 'Isolation'];

/** Two parts of six lessons; the second lesson is the sample. */
export const sampleCatalogue: Catalogue = {
  parts: ['One host', 'Several hosts'].map((title, part) => ({
    id: `part-${part}`,
    title,
    lessons: titles.map((lesson, index) => ({
      id: part === 0 && index === 1 ? 'sample' : `lesson-${part}-${index}`,
      number: part * titles.length + index + 1,
      title: lesson,
      question: `What about ${lesson.toLowerCase()}?`,
      intro: 'It teaches **this** and that.',
      minutes: 5 + index,
      hosts: part + 1,
      progress:
        index === 0
          ? { kind: 'done', withHelp: part === 1 }
          : index === 1
            ? { kind: 'started', step: 3, of: 6 }
            : { kind: 'new' },
    })),
  })),
  resume: undefined,
};

/** The whole interface on a fake terminal. `end` quits it and resolves once the terminal is given back. */
export function startInterface(
  columns: number,
  rows: number,
  options: Partial<TuiOptions> & Pick<TuiOptions, 'startLesson'>,
) {
  const stdout = new FakeStdout(columns, rows);
  const stdin = new FakeStdin();
  const abort = new AbortController();
  const done = runTui(
    {
      lang: 'en',
      catalogue: async () => sampleCatalogue,
      prefix: defaultPrefix,
      colour: true,
      signal: abort.signal,
      ...options,
    },
    // The two are terminals as far as the interface uses them.
    { stdin: stdin as unknown as NodeJS.ReadStream, stdout: stdout as unknown as NodeJS.WriteStream },
  );
  const { screen } = stdout;
  return {
    screen,
    stdin,
    done,
    type: (typed: string) => stdin.write(typed),
    resize: (width: number, height: number) => {
      stdout.columns = width;
      stdout.rows = height;
      screen.resize(width, height);
      stdout.emit('resize');
    },
    end: async () => {
      abort.abort();
      await done;
    },
  };
}

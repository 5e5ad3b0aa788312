import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lang, type Lesson, loadLesson, type Step } from '../../src/lesson/index.ts';
import { fillPlaceholders, type Placeholder, placeholders } from '../../src/probe/schema/index.ts';
import { text } from '../../src/text/index.ts';
import { engineEnvironment, program, root } from './netdojo.ts';
import { keys, type LaunchedTerminal, launch } from './terminal.ts';

/** A lesson of the curriculum, by id. Throws when it does not load. */
export function lessonOf(id: string): Lesson {
  const { lesson } = loadLesson(join(root, 'lessons', id));
  if (lesson === undefined) throw new Error(`lesson ${id} does not load`);
  return lesson;
}

export type LearnerOptions = {
  readonly lang: Lang;
  readonly columns: number;
  readonly rows: number;
  readonly args?: readonly string[];
  /** State folder of an earlier run, to go on with its progress. */
  readonly state?: string;
  /** What is started, when it is not the built program itself. */
  readonly launcher?: readonly string[];
};

/** Somebody at a terminal: the built program, played the way a newcomer would, with a state folder of their own. */
export class Learner {
  readonly terminal: LaunchedTerminal;
  readonly lang: Lang;
  readonly state: string;
  #asked = 0;

  constructor({ lang, columns, rows, args = [], state, launcher = program }: LearnerOptions) {
    this.lang = lang;
    this.state = state ?? mkdtempSync(join(tmpdir(), 'netdojo-screen-'));
    this.terminal = launch([...launcher, '--lang', lang, ...args], {
      columns,
      rows,
      env: { ...engineEnvironment(), XDG_STATE_HOME: this.state },
    });
  }

  /** Ends the program if it still runs, and forgets the learner. */
  async leave(): Promise<void> {
    await this.terminal.kill();
    await rm(this.state, { recursive: true, force: true });
  }

  words(key: Parameters<typeof text>[1], params?: Parameters<typeof text>[2]): string {
    return text(this.lang, key, params);
  }

  /** From the list into a lesson, by typing its id to find it. */
  async open(lesson: Lesson): Promise<void> {
    await this.terminal.until(this.titleOf(lesson));
    this.terminal.send(lesson.id);
    await this.terminal.until(
      rows => rows.some(row => row.includes(`▸`)) && rows.join('\n').includes(lesson.id),
    );
    this.terminal.send(keys.enter);
    await this.atStep(lesson, 0);
  }

  titleOf(lesson: Lesson): string {
    return lesson.prose[this.lang]?.title ?? lesson.id;
  }

  /** Waits until the header shows this step, counted from 0. */
  async atStep(lesson: Lesson, index: number): Promise<void> {
    await this.terminal.until(this.words('tui.header.step', { n: index + 1, of: lesson.steps.length }));
  }

  /** Does a step as its first solution does, makes its prediction, and waits until it is green. */
  async solve(lesson: Lesson, step: Step): Promise<void> {
    if (step.predict !== undefined) await this.predict(lesson, step);
    const [solution] = step.solutions;
    if (solution?.run !== undefined || solution?.answer !== undefined) await this.toShell();
    for (const line of solution?.run?.trim().split('\n') ?? []) await this.type(await this.fill(line));
    if (solution?.answer !== undefined) await this.answer(await this.fill(solution.answer));
    await this.green();
  }

  /** Chooses the first answer of a prediction. */
  async predict(lesson: Lesson, step: Step): Promise<void> {
    const [first = ''] = Object.keys(step.predict?.choices ?? {});
    const choice = lesson.prose[this.lang]?.steps[step.id]?.prediction?.choices[first]?.text ?? '';
    const start = choice.replace(/`/g, '').slice(0, 12);
    await this.terminal.until(rows => rows.some(row => row.includes('▸') && row.includes(start)));
    this.terminal.send(keys.enter);
    await this.terminal.until(this.words('tui.guess.yours'));
  }

  /** Gives the keyboard to the shell and waits for its prompt. */
  async toShell(): Promise<void> {
    await this.terminal.until(
      rows => this.atPrompt() || rows.join('\n').includes(this.words('tui.status.type')),
    );
    if (!this.atPrompt()) this.terminal.send(keys.enter);
    await this.terminal.until(() => this.atPrompt());
  }

  /** Types a command into the shell and waits for the prompt to come back. */
  async type(line: string): Promise<void> {
    this.#asked += 1;
    const mark = `#${this.#asked}`;
    // A comment makes each line unlike any other, so that the prompt after it is told from the one before.
    this.terminal.send(`${line} ${mark}${keys.enter}`);
    const typed = new RegExp(`${[...mark].join('\\n?')}\\n[^]*root@host1:~#\\s*$`);
    await this.terminal.until(() => typed.test(this.beforeCursor()));
  }

  /** Answers the step's question. */
  async answer(value: string): Promise<void> {
    this.terminal.send(`${keys.prefix}a`);
    await this.terminal.until(this.words('tui.answer.title'));
    this.terminal.send(value);
    await this.terminal.until(value);
    this.terminal.send(keys.enter);
  }

  /** Waits until the next step is offered. */
  async green(): Promise<void> {
    const prefix = '^]';
    const offers = [
      `n ${this.words('tui.key.next')}`,
      this.words('tui.note.green', { prefix }),
      this.words('tui.note.read', { prefix }),
    ];
    await this.terminal.until(rows => offers.some(offer => rows.join('\n').includes(offer)));
  }

  async next(): Promise<void> {
    this.terminal.send(`${keys.prefix}n`);
  }

  /** Fills the placeholders of a lesson's line with what the lab host says when asked. */
  async fill(line: string): Promise<string> {
    const values = new Map<string, string>();
    for (const placeholder of placeholders(line))
      values.set(placeholder.text, await this.ask(question(placeholder)));
    return fillPlaceholders(line, ({ text }) => values.get(text) ?? text);
  }

  /** What a command prints on the lab host, read off the screen as a person would. */
  async ask(command: string): Promise<string> {
    this.#asked += 1;
    const name = `v${this.#asked}`;
    await this.type(`echo ${name}=$(${command})=`);
    const value = new RegExp(`^${name}=([0-9a-z./:_-]+)=`, 'm').exec(this.beforeCursor())?.[1];
    if (value === undefined) throw new Error(`no answer to ${command}:\n${this.terminal.screen.text()}`);
    return value;
  }

  private atPrompt(): boolean {
    return /root@host1:~#$/.test(this.beforeCursor().trimEnd().split('\n').at(-1) ?? '');
  }

  /** What the shell's terminal shows up to the cursor, its rows joined as they were typed. */
  private beforeCursor(): string {
    const { x, y } = this.terminal.screen.cursor();
    const rows = this.terminal.screen.rows().slice(0, y + 1);
    return [...rows.slice(0, -1), (rows.at(-1) ?? '').slice(0, x)]
      .map(row => row.replace(/^.*│ ?/, ''))
      .join('\n');
  }
}

/** The command that shows a placeholder's value, as a learner would look it up. */
function question({ kind, of, on }: Placeholder): string {
  switch (kind) {
    case 'ip':
      return on === undefined
        ? `docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' ${of}`
        : `docker inspect -f '{{.NetworkSettings.Networks.${on}.IPAddress}}' ${of}`;
    case 'gateway':
      // Engine 26.1 tells no gateway of a network that was given a subnet only; its bridge has the address all the same.
      return `ip -o -4 addr show ${bridgeOf(of)} | awk '{print $4}' | cut -d/ -f1`;
    default:
      throw new Error(`no test looks up {${kind}:…} yet`);
  }
}

function bridgeOf(network: string): string {
  return network === 'bridge' ? 'docker0' : `br-$(docker network inspect -f '{{slice .Id 0 12}}' ${network})`;
}

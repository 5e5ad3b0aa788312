import type { Lang, Lesson } from '../../../src/lesson/index.ts';
import type { Snapshot } from '../../../src/network/index.ts';
import type {
  CheckRef,
  Intent,
  Matrix,
  MatrixAsked,
  NotLocated,
  NotThere,
  Session,
  SessionState,
  Terminal,
  WhyResult,
  WhyStep,
} from '../../../src/session/index.ts';

/** A shell whose output a test writes, and which keeps what it was given. */
export class FakeTerminal implements Terminal {
  readonly id: string;
  typed = '';
  readonly sizes: [number, number][] = [];
  readonly flow: ('pause' | 'resume')[] = [];
  #listeners = new Set<(bytes: Uint8Array) => void>();

  constructor(id: string) {
    this.id = id;
  }

  /** Output of the shell. */
  print(output: string | Uint8Array): void {
    const bytes = typeof output === 'string' ? Buffer.from(output) : output;
    for (const listener of this.#listeners) listener(bytes);
  }

  write(bytes: Uint8Array | string): void {
    this.typed += typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8');
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  pause(): void {
    this.flow.push('pause');
  }

  resume(): void {
    this.flow.push('resume');
  }

  resize(columns: number, rows: number): void {
    this.sizes.push([columns, rows]);
  }
}

/** A session that a test scripts: it shows the state it is given and keeps the intents it is sent. */
export class FakeSession implements Session {
  readonly lesson: Lesson;
  readonly lang: Lang;
  readonly intents: Intent[] = [];
  readonly terminals = new Map<string, Terminal>();
  closed = false;
  shellSize: [number, number] | undefined;
  /** What placeholders become. */
  values: Readonly<Record<string, string>> = {};
  /** Called for each intent, after it was kept. */
  onIntent: (intent: Intent) => void = () => {};
  #state: SessionState;
  readonly #listeners = new Set<() => void>();
  readonly #watchers = new Set<() => void>();
  seenNetwork: Snapshot | undefined;
  /** Checks whose packet was followed. */
  readonly followed: CheckRef[] = [];
  /** What was asked of every pair. */
  readonly asked: MatrixAsked[] = [];
  matrices: readonly [predicted?: Matrix, measured?: Promise<Matrix>] = [];
  /** What following a packet comes to. */
  packet: WhyResult | undefined;
  /** Why there is no packet to follow, where that is so. */
  obstacle: NotThere | NotLocated | undefined;

  constructor(lesson: Lesson, lang: Lang, state: Partial<SessionState> = {}) {
    this.lesson = lesson;
    this.lang = lang;
    this.#state = {
      lesson: lesson.id,
      policy: { mode: 'guided', skip: true, solutions: true },
      phase: 'work',
      boot: [],
      step: lesson.steps[0]?.id ?? '',
      steps: {},
      checks: [],
      seen: {},
      shells: [],
      commands: [],
      ...state,
    };
  }

  set(changes: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...changes };
    for (const listener of this.#listeners) listener();
  }

  readonly getSnapshot = (): SessionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  send(intent: Intent): void {
    this.intents.push(intent);
    this.onIntent(intent);
  }

  terminal(shell: string): Terminal | undefined {
    return this.terminals.get(shell);
  }

  setShellSize(columns: number, rows: number): void {
    this.shellSize = [columns, rows];
  }

  async fill(text: string): Promise<string> {
    const filled = Object.entries(this.values).reduce(
      (filled, [name, value]) => filled.replaceAll(name, value),
      text,
    );
    return this.named(filled);
  }

  named(text: string): string {
    return text.replace(/\{([a-z]+):([^}]+)\}/g, '‹$1 of $2›');
  }

  readonly network = {
    getSnapshot: () => this.seenNetwork,
    subscribe: (listener: () => void): (() => void) => {
      this.#watchers.add(listener);
      return () => this.#watchers.delete(listener);
    },
  };

  /** How many look at the network. */
  get watchers(): number {
    return this.#watchers.size;
  }

  /** The network as it is from now on. */
  setNetwork(network: Snapshot): void {
    this.seenNetwork = network;
    for (const watcher of this.#watchers) watcher();
  }

  /** Tells the steps that a test has put into `packet`, and then what came of them. */
  async why(
    check: CheckRef,
    onStep: (step: WhyStep) => void,
  ): Promise<WhyResult | NotThere | NotLocated | undefined> {
    this.followed.push(check);
    if (this.obstacle !== undefined) return this.obstacle;
    for (const step of this.packet?.steps ?? []) onStep(step);
    return this.packet;
  }

  /** Tells what a test has put into `matrices`: the first as predicted, the second as measured. */
  async matrix(asked: MatrixAsked, onPredicted: (matrix: Matrix) => void): Promise<Matrix | undefined> {
    this.asked.push(asked);
    const [predicted, measured] = this.matrices;
    if (predicted === undefined) return undefined;
    onPredicted({ ...predicted, asked });
    // Nothing more before somebody lets it be measured.
    return { ...((await measured) ?? predicted), asked };
  }

  async recap(): Promise<string> {
    return `# ${this.lesson.id}\n`;
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

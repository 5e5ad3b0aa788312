import type { Questions } from '../../lab/index.ts';
import { ask } from '../ask.ts';
import { firstLine, typed } from '../evidence.ts';
import { type Judgement, verdictOf } from '../judgement.ts';
import { isObstacle } from '../obstacle.ts';
import { fill, fillAll } from '../resolve.ts';
import { type CheckOf, type Said, said, valueSaid } from '../schema/index.ts';
import { type ShellSide, sourceOf } from '../source.ts';
import { all, type Probe } from './probe.ts';

export type CommandRaw = {
  readonly shell: ShellSide;
  readonly argv: readonly string[];
  readonly ended: Questions['run']['answer'];
  /** Placeholders filled. */
  readonly contains: string | undefined;
  readonly lacks: string | undefined;
};

/** Less than a check may take; on a busy machine, a script that starts a dozen programs needs 3 s. Milliseconds. */
const deadlineMs = 6_000;

/** Runs a read-only command and judges how it ended and what it printed. */
export const command: Probe<'command', CommandRaw> = {
  codes: [
    'command.exit',
    'command.lacks',
    'command.has',
    'command.printed',
    'command.silent',
    'command.json',
    'command.json-missing',
    'command.not-json',
    'unmeasured.command-deadline',
    'unmeasured.command-killed',
  ],

  async run(check, scene, signal) {
    const source = await sourceOf(check.from, scene, signal);
    if (isObstacle(source)) return source;
    const words = await fillAll(check.run, scene);
    if (isObstacle(words)) return words;
    const contains = await fill(check.contains, scene);
    if (isObstacle(contains)) return contains;
    const lacks = await fill(check.lacks, scene);
    if (isObstacle(lacks)) return lacks;
    const argv = words.texts;
    const ended = await ask(source.host, 'run', { ns: source.ns, argv, deadlineMs }, signal);
    if (isObstacle(ended)) return ended;
    return { shell: source.shell, argv, ended, contains: contains.text, lacks: lacks.text };
  },

  judge(check, raw) {
    const { ended } = raw;
    const evidence = {
      command: typed(raw.shell, raw.argv),
      output: `${ended.stdout}${ended.stderr}`.trimEnd().slice(0, 2_000),
    };
    return { ...judgeEnd(check, raw), evidence };
  },

  asked: check => said('asked.command', { command: check.run.join(' ') }),
  expected: check =>
    all([
      ...(check.exit === 0 ? [] : [said('expect.command.exit', { exit: check.exit })]),
      ...(check.contains === undefined
        ? []
        : [said('expect.command.has', { text: valueSaid(check.contains) })]),
      ...(check.lacks === undefined ? [] : [said('expect.command.lacks', { text: valueSaid(check.lacks) })]),
      ...(check.json === undefined
        ? []
        : [said('expect.command.json', { path: check.json.path, value: JSON.stringify(check.json.equals) })]),
      ...(check.exit === 0 &&
      check.contains === undefined &&
      check.lacks === undefined &&
      check.json === undefined
        ? [said('expect.command.exit', { exit: 0 })]
        : []),
    ]),
};

type Ended = Pick<Judgement, 'verdict' | 'got'>;

function judgeEnd(check: CheckOf<'command'>, { ended, contains, lacks }: CommandRaw): Ended {
  if (ended.timedOut)
    return {
      verdict: 'could-not-measure',
      got: said('unmeasured.command-deadline', { seconds: deadlineMs / 1_000 }),
    };
  if (ended.exit === null) return { verdict: 'could-not-measure', got: said('unmeasured.command-killed') };
  const output = `${ended.stdout}${ended.stderr}`;
  const line = firstLine(output);
  if (ended.exit !== check.exit) {
    const printed: string | Said = line === '' ? said('command.silent') : line;
    return { verdict: 'fail', got: said('command.exit', { exit: ended.exit, line: printed }) };
  }
  if (contains !== undefined && !output.includes(contains))
    return { verdict: 'fail', got: said('command.lacks', { text: contains }) };
  if (lacks !== undefined && output.includes(lacks)) {
    const at = output.split('\n').find(each => each.includes(lacks)) ?? lacks;
    return { verdict: 'fail', got: said('command.has', { text: lacks, line: firstLine(at) }) };
  }
  if (check.json !== undefined) return judgeJson(check.json, ended.stdout);
  return { verdict: 'pass', got: line === '' ? said('command.silent') : said('command.printed', { line }) };
}

function judgeJson({ path, equals }: NonNullable<CheckOf<'command'>['json']>, output: string): Ended {
  let value: unknown;
  try {
    value = JSON.parse(output);
  } catch {
    return { verdict: 'fail', got: said('command.not-json') };
  }
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null)
      return { verdict: 'fail', got: said('command.json-missing', { path }) };
    value = Object.entries(value).find(([name]) => name === key)?.[1];
  }
  if (value === undefined) return { verdict: 'fail', got: said('command.json-missing', { path }) };
  const got = said('command.json', { path, value: JSON.stringify(value) });
  return { verdict: verdictOf(value === equals), got };
}

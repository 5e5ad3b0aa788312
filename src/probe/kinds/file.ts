import type { ReadAnswer } from '../../lab/index.ts';
import { excerpt, firstLine, typedFile } from '../evidence.ts';
import { type Judgement, verdictOf } from '../judgement.ts';
import { isObstacle } from '../obstacle.ts';
import { readAt, textOf } from '../reading.ts';
import { fill } from '../resolve.ts';
import { type CheckOf, placeSaid, type SaidParam, said, valueSaid } from '../schema/index.ts';
import { type ShellSide, sourceOf } from '../source.ts';
import { all, type StateProbe } from './probe.ts';

export type FileRaw = {
  readonly from: SaidParam;
  readonly shell: ShellSide;
  readonly path: string;
  readonly seen: ReadAnswer;
  /** Placeholders filled. */
  readonly contains: string | undefined;
  readonly lacks: string | undefined;
};

/** Looks at a file: is it there, and what does it hold? */
export const file: StateProbe<'file', FileRaw> = {
  codes: ['file.absent', 'file.present', 'file.not-a-file', 'file.lacks', 'file.has', 'unmeasured.file-cut'],

  async run(check, scene, signal) {
    const source = await sourceOf(check.from, scene, signal);
    if (isObstacle(source)) return source;
    const contains = await fill(check.contains, scene);
    if (isObstacle(contains)) return contains;
    const lacks = await fill(check.lacks, scene);
    if (isObstacle(lacks)) return lacks;
    const seen = await readAt(source, check.path, signal);
    if (isObstacle(seen)) return seen;
    const { label: from, shell } = source;
    return { from, shell, path: check.path, seen, contains: contains.text, lacks: lacks.text };
  },

  judge(check, raw) {
    const { shell, path, seen } = raw;
    const evidence =
      seen.is === 'file'
        ? { command: typedFile(shell, path), output: excerpt(seen.text) }
        : { command: typedFile(shell, path, 'ls'), output: seen.is === 'absent' ? '' : path };
    return { ...judgeFile(check, raw), evidence };
  },

  reading: ({ seen }) => ({
    outcome: seen.is === 'absent' ? 'absent' : 'present',
    value: textOf(seen) ?? '',
  }),

  asked: check => said('asked.file', { where: placeSaid(check.from), path: check.path }),
  expected(check) {
    if (!check.exists) return said('expect.absent');
    return all([
      said('expect.present'),
      ...(check.contains === undefined ? [] : [said('expect.file.has', { text: valueSaid(check.contains) })]),
      ...(check.lacks === undefined ? [] : [said('expect.file.lacks', { text: valueSaid(check.lacks) })]),
    ]);
  },
};

function judgeFile(check: CheckOf<'file'>, raw: FileRaw): Pick<Judgement, 'verdict' | 'got'> {
  const { from: where, path, seen, contains, lacks } = raw;
  if (seen.is === 'absent')
    return { verdict: verdictOf(!check.exists), got: said('file.absent', { where, path }) };
  const present = said('file.present', { where, path });
  if (!check.exists) return { verdict: 'fail', got: present };
  if (contains === undefined && lacks === undefined) return { verdict: 'pass', got: present };
  if (seen.is !== 'file') return { verdict: 'fail', got: said('file.not-a-file', { where, path }) };
  if (lacks !== undefined && seen.text.includes(lacks)) {
    const line = seen.text.split('\n').find(each => each.includes(lacks)) ?? lacks;
    return { verdict: 'fail', got: said('file.has', { path, text: lacks, line: firstLine(line) }) };
  }
  const found = contains === undefined || seen.text.includes(contains);
  // What was not read may hold the one text or the other.
  if (!seen.whole && (!found || lacks !== undefined))
    return { verdict: 'could-not-measure', got: said('unmeasured.file-cut', { path }) };
  return found
    ? { verdict: 'pass', got: present }
    : { verdict: 'fail', got: said('file.lacks', { path, text: contains }) };
}

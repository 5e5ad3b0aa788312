import { openEngine } from '../../../src/engine/index.ts';
import { bootLab, defaultGeneration } from '../../../src/lab/index.ts';
import { type Lesson, lessonOn, lessonsFolder, loadCurriculum } from '../../../src/lesson/index.ts';
import { allClasses } from '../../../src/probe/index.ts';
import { prove } from '../../../src/proof/index.ts';
import {
  bootLesson,
  contextOf,
  type Environment,
  environmentOn,
  judge,
  nothingKnown,
  play,
  realProbes,
  rememberAll,
  solutionsOf,
  watchedAt,
} from '../../../src/session/index.ts';
import { say } from '../../../src/text/say.ts';
import { median, type Row } from '../table.ts';

/** Bare boots right before each proof: what the machine can do at that time. */
const boots = 3;
/** Rounds of checks at each step. */
const rounds = 4;

/** What a check expects that only a timeout can show. */
const timeouts: ReadonlySet<unknown> = new Set(['dropped', 'no-data', 'no-route']);

/** Proving the whole curriculum, against booting and removing as many lab hosts one after the other. */
export async function proof(): Promise<readonly Row[]> {
  return withLessons(async (environment, lessons) => [await proving(environment, lessons)]);
}

/** One full round of checks at each step of each lesson, all passing, where nothing has to time out. */
export async function checkRounds(): Promise<readonly Row[]> {
  return withLessons(async (environment, lessons) => {
    const rows: Row[] = [];
    for (const lesson of lessons) rows.push(...(await slowestRound(environment, lesson)));
    return rows;
  });
}

async function withLessons(
  measure: (environment: Environment, lessons: readonly Lesson[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const environment = environmentOn(await openEngine());
  const lessons = [...loadCurriculum(lessonsFolder()).lessons.values()];
  try {
    return await measure(
      environment,
      lessons.map(lesson => lessonOn(lesson, defaultGeneration)),
    );
  } finally {
    await environment.close();
  }
}

async function proving(environment: Environment, lessons: readonly Lesson[]): Promise<Row> {
  const boot = await bareBoot(environment);
  let hosts = 0;
  const {
    proven,
    ms,
    lessons: proofs,
  } = await prove(lessons, {
    environment,
    onEvent: ({ type }) => {
      if (type === 'run-ended') hosts += 1;
    },
  });
  // A figure for a proof that failed is worth little, and why it did is not found out by another one.
  for (const { lesson, reasons, steps } of proofs) {
    for (const { shown, ...why } of [...reasons, ...steps.flatMap(step => step.reasons)])
      process.stderr.write(`${lesson}: ${say('en', why)} ${JSON.stringify(shown?.evidence ?? {})}\n`);
  }
  return {
    name: 'proving the whole curriculum',
    ours: ms / 1000,
    against: { what: `as many hosts (${hosts}) booted and removed in a row`, value: (hosts * boot) / 1000 },
    unit: 's',
    bar: '< 600 s on two cores',
    how: proven ? 'once' : 'once, UNPROVEN',
  };
}

/** Milliseconds a lab host takes from nothing to gone, by itself. */
async function bareBoot(environment: Environment): Promise<number> {
  const image = await environment.image(defaultGeneration);
  const spec = { lesson: 'bench', hosts: ['host1'], wires: {}, generation: defaultGeneration };
  const times: number[] = [];
  for (let round = 0; round < boots; round += 1) {
    const began = performance.now();
    const lab = await bootLab(environment.engine, spec, { image, lease: { kind: 'stream' } });
    await lab.close();
    times.push(performance.now() - began);
  }
  return median(times);
}

/** The slowest step's round, of those steps of a lesson that have anything to judge and nothing that has to time out. */
async function slowestRound(environment: Environment, lesson: Lesson): Promise<readonly Row[]> {
  const { signal } = new AbortController();
  const { lab } = await bootLesson(environment, { lesson, lease: { kind: 'stream' }, signal });
  const measured: { readonly step: string; readonly ms: number }[] = [];
  try {
    let known = nothingKnown;
    for (const step of lesson.steps) {
      const [solution] = solutionsOf(step);
      if (solution !== undefined)
        known = await play({ lesson, step, solution, lab, known, probes: realProbes, signal });
      const watched = watchedAt(lesson, step.id);
      const context = contextOf(lesson, lab, known);
      const options = { classes: allClasses, signal };
      await judge(realProbes, watched, context, { ...options, pace: 'settle' });
      const quick = !watched.some(({ check }) => 'expect' in check && timeouts.has(check.expect));
      const times: number[] = [];
      for (let round = 0; quick && watched.length > 0 && round < rounds; round += 1) {
        const began = performance.now();
        await judge(realProbes, watched, context, { ...options, pace: 'live' });
        times.push(performance.now() - began);
      }
      if (times.length > 0) measured.push({ step: step.id, ms: median(times) });
      known = await rememberAll({ lesson, step, lab, probes: realProbes, known });
    }
  } finally {
    await lab.close();
  }
  const [slowest] = measured.sort((one, other) => other.ms - one.ms);
  if (slowest === undefined) return [];
  return [
    {
      name: `a full round of checks, ${lesson.id}: ${slowest.step}, the slowest of its steps`,
      ours: slowest.ms,
      unit: 'ms',
      bar: '< 1000 ms',
      how: `median of ${rounds}, ${measured.length} steps`,
    },
  ];
}

import { resultFolder } from '../../session/index.ts';
import { flag, type Run, textOption } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { exit } from '../exit.ts';
import { curriculum } from '../lessons.ts';
import { note, print, printJson, spoken, words } from '../output.ts';
import { type Report, reportOf, type Standing } from '../report.ts';
import { readResults, type Unread } from '../report-files.ts';
import { printable, type Table, tableCsv, tableLines, tableMarkdown } from '../table.ts';
import { UsageError } from '../usage-error.ts';

/** Turns result files, and folders of them, into a table of a class: a row for a learner, a column for a lesson or a step. */
export const run: Run = async (context, paths, options) => {
  const forms = ['csv', 'markdown'].filter(form => flag(options, form));
  const [form, second] = [...forms, ...(context.json ? ['json'] : [])];
  if (form !== undefined && second !== undefined)
    throw new UsageError('cli.options-apart', { one: `--${form}`, other: `--${second}` });
  const { found, unread } = await readResults(paths.length === 0 ? [resultFolder()] : paths);
  const lesson = textOption(options, 'lesson');
  const wanted = lesson === undefined ? found : found.filter(({ result }) => result.lesson.id === lesson);
  const report = reportOf(wanted, [...curriculum().lessons.keys()]);
  // As with every other command, what cannot be used is no result and goes to standard error.
  for (const one of unread) note(unreadLine(context, one));
  if (context.json) printJson(document(context, report, unread));
  else if (report.standings.length === 0) note(words(context, 'cli.report.none'));
  else {
    const table = lesson === undefined ? lessonTable(context, report) : stepTable(context, report);
    if (form === 'csv') process.stdout.write(tableCsv(table));
    else for (const line of form === 'markdown' ? tableMarkdown(table) : tableLines(table)) print(line);
    if (form === undefined) sayUnderWay(context, report);
  }
  return report.standings.length === 0 ? exit.usage : exit.done;
};

function lessonTable(context: Context, { learners, lessons, standings }: Report): Table {
  const cell = (learner: string, lesson: string) => {
    const standing = standings.find(one => one.learner === learner && one.lesson === lesson);
    return standing === undefined ? '' : inShort(context, standing);
  };
  return [
    [words(context, 'cli.report.learner'), ...lessons],
    ...learners.map(learner => [learner, ...lessons.map(lesson => cell(learner, lesson))]),
  ];
}

/** Columns are the steps of one lesson; where learners had different versions of it, those of all. */
function stepTable(context: Context, { standings }: Report): Table {
  const ids = [...new Set(standings.flatMap(({ steps }) => steps.map(({ id }) => id)))];
  return [
    [words(context, 'cli.report.learner'), ...ids],
    ...standings.map(standing => [
      standing.learner,
      ...ids.map(id => {
        const step = standing.steps.find(one => one.id === id);
        if (step === undefined) return '';
        const here = standing.finishedAt === undefined && standing.step === id;
        const status = words(context, here ? 'cli.report.here' : `cli.step.${step.status}`);
        return [status, ...help(context, step.hints, step.solutionShown ? 1 : 0, 0)].join(', ');
      }),
    ]),
  ];
}

function inShort(context: Context, standing: Standing): string {
  const { state, step, number, of, hints, solutions, skipped } = standing;
  const first =
    state === 'started'
      ? words(context, 'cli.report.started', { step, number, total: of })
      : words(context, state === 'done' ? 'lesson.done' : 'lesson.helped');
  return [first, ...help(context, hints, solutions, skipped)].join(', ');
}

function help(context: Context, hints: number, solutions: number, skipped: number): string[] {
  return [
    ...(hints > 0 ? [words(context, 'cli.report.hints', { count: hints })] : []),
    ...(solutions > 0 ? [words(context, 'cli.report.solutions', { count: solutions })] : []),
    ...(skipped > 0 ? [words(context, 'cli.report.skipped', { count: skipped })] : []),
  ];
}

/** Who is where, and what was last seen of the checks that keep them there. */
function sayUnderWay(context: Context, { standings }: Report): void {
  const open = standings.filter(({ finishedAt }) => finishedAt === undefined);
  if (open.length === 0) return;
  print('');
  print(words(context, 'cli.report.under-way'));
  const rows = open.flatMap(({ learner, lesson, step, changedAt, open: checks }) => {
    const seen = checks.map(({ check, got }) => `${check}: ${spoken(context, got)}`);
    const first = [learner, lesson, step, changedAt.slice(0, 16).replace('T', ' '), seen[0] ?? ''];
    return [first, ...seen.slice(1).map(text => ['', '', '', '', text])];
  });
  for (const line of tableLines(rows)) print(`  ${line}`);
}

function document(context: Context, report: Report, unread: readonly Unread[]): Record<string, unknown> {
  return {
    lessons: report.lessons,
    learners: report.learners.map(learner => ({
      learner,
      lessons: report.standings
        .filter(one => one.learner === learner)
        .map(({ learner: _same, steps, open, ...standing }) => ({
          ...standing,
          open: open.map(one => ({ ...one, got: { ...one.got, text: spoken(context, one.got) } })),
          steps: steps.map(({ id, status, hints, solutionShown, predicted, measured, openedAt, leftAt }) => ({
            id,
            status,
            hints,
            solutionShown,
            ...(predicted === undefined ? {} : { predicted, cameTrue: measured?.choice ?? null }),
            ...(openedAt === undefined ? {} : { openedAt }),
            ...(leftAt === undefined ? {} : { leftAt }),
          })),
        })),
    })),
    unread,
  };
}

function unreadLine(context: Context, { file, why }: Unread): string {
  return words(context, `cli.report.${why}`, { file: printable(file) });
}

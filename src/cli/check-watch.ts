import { type Up, type WatchNews, watchSteps } from '../session/index.ts';
import { checkDocument } from './check-lines.ts';
import { pad, widest } from './columns.ts';
import type { Context } from './context.ts';
import { exit } from './exit.ts';
import { guessLines } from './guess-lines.ts';
import { print, printJsonLine, spoken, words } from './output.ts';
import { stepTitle } from './prose.ts';
import { stepDocument } from './step-report.ts';
import { withUp } from './up-desk.ts';

/** Prints a line for every change of a verdict until the lesson is finished, over resets of its lab. Gives the exit code. */
export async function watch(context: Context): Promise<number> {
  let { lab } = context;
  for (;;) {
    const ended = await withUp({ ...context, lab }, async up =>
      watchSteps(up, {
        signal: context.signal,
        onNews: async news => {
          if (context.json) printJsonLine(await newsDocument(context, up, news));
          else for (const line of await newsLines(context, up, news)) print(line);
        },
      }),
    );
    if (ended.kind === 'finished') return exit.done;
    lab = ended.lab;
  }
}

async function newsDocument(context: Context, up: Up, news: WatchNews): Promise<Record<string, unknown>> {
  const base = { kind: news.kind, at: new Date(news.at).toISOString(), lesson: up.lesson.id };
  switch (news.kind) {
    case 'step':
      return { ...base, step: news.step };
    case 'check':
      return { ...base, check: await checkDocument(context, up, news.judged) };
    case 'waiting':
      return { ...base, step: news.step, for: news.for };
    case 'passed':
      return { ...(await stepDocument(context, up, news.report)), ...base };
    case 'finished':
      return base;
  }
}

async function newsLines(context: Context, up: Up, news: WatchNews): Promise<string[]> {
  const time = new Date(news.at).toTimeString().slice(0, 8);
  const at = (line: string) => `${time}  ${line}`;
  switch (news.kind) {
    case 'step':
      return [at(`${news.step}: ${stepTitle(up.lesson, news.step, context.lang)}`)];
    case 'check': {
      const { result } = news.judged;
      const { title } = await checkDocument(context, up, news.judged);
      const verdicts = ['pass', 'fail', 'could-not-measure'] as const;
      const column = widest(verdicts.map(verdict => words(context, `cli.verdict.${verdict}`))) + 2;
      const verdict = pad(words(context, `cli.verdict.${result.verdict}`), column);
      return [at(`${verdict}${title}${result.verdict === 'pass' ? '' : `: ${spoken(context, result.got)}`}`)];
    }
    case 'waiting':
      return [at(words(context, `cli.check.waits-${news.for}`))];
    case 'passed': {
      const { report } = news;
      const told = await guessLines(context, up, report);
      return [...told.map(at), at(words(context, 'cli.watch.passed', { step: report.step }))];
    }
    case 'finished':
      return [at(words(context, 'cli.check.finished'))];
  }
}

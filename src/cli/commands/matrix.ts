import { type Matrix, type MatrixAsked, matrix } from '../../probe/index.ts';
import { flag, type Options, type Run, textOption } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { exit } from '../exit.ts';
import { matrixDocument, matrixTable, matrixText } from '../matrix-lines.ts';
import { note, print, printJson, words } from '../output.ts';
import { tableCsv, tableMarkdown } from '../table.ts';
import { UsageError } from '../usage-error.ts';
import { withView } from '../view.ts';
import { unreadLines } from '../why-lines.ts';

/** Narrower than this nothing is readable; wide where nobody says how wide. */
const wide = 160;

/**
 * Who reaches whom: predicted at once, measured with `--measure`. Exit code 0; 1 where prediction and measurement differ; 3
 * where something could not be measured.
 */
export const run: Run = async (context, _args, options) => {
  const asked = askedFor(options);
  const measure = flag(options, 'measure');
  return await withView(context, options, async view => {
    const seen = await matrix(asked, view, context.signal, {
      measure,
      onPredicted: ({ cells }) => {
        if (!context.json) note(words(context, 'matrix.measuring', { count: cells.length }));
      },
    });
    show(context, options, seen);
    if (!context.json) for (const line of unreadLines(context, seen.unread)) note(line);
    if (seen.cells.some(({ agrees }) => agrees === false)) return exit.failed;
    return seen.cells.some(({ measured }) => measured?.measured === false) ? exit.environment : exit.done;
  });
};

function askedFor(options: Options): MatrixAsked {
  const [one, other] = ['icmp', 'dns'].filter(name => flag(options, name));
  if (one !== undefined && other !== undefined)
    throw new UsageError('cli.options-apart', { one: `--${one}`, other: `--${other}` });
  const port = textOption(options, 'port');
  const number = Number(port);
  if (port !== undefined && !(Number.isInteger(number) && number >= 1 && number <= 65535))
    throw new UsageError('cli.bad-port', { word: port });
  return {
    protocol: one === 'icmp' ? 'icmp' : one === 'dns' ? 'dns' : 'tcp',
    by: flag(options, 'byAddress') ? 'address' : 'name',
    ...(port === undefined ? {} : { port: number }),
  };
}

function show(context: Context, options: Options, seen: Matrix): void {
  if (context.json) printJson(matrixDocument(context, seen));
  else if (flag(options, 'csv')) process.stdout.write(tableCsv(matrixTable(seen)));
  else if (flag(options, 'markdown')) for (const line of tableMarkdown(matrixTable(seen))) print(line);
  else print(matrixText(context, seen, process.stdout.columns ?? wide));
}

import type { Asked } from '../../probe/index.ts';
import { why } from '../../probe/index.ts';
import { flag, type Options, type Run, textOption } from '../command-spec.ts';
import { exit } from '../exit.ts';
import { notLocated } from '../located.ts';
import { note, print, printJson } from '../output.ts';
import { readTarget } from '../target.ts';
import { withView } from '../view.ts';
import { measuredLines, stepLine, verdictLines, whyDocument } from '../why-lines.ts';

/**
 * Says whether one reaches another, step by step as it is measured, and what stops it. Exit code 0: it does; 1: it does
 * not; 3: that could not be measured.
 */
export const run: Run = async (context, [from = '', to = ''], options) => {
  const asked = askedFor(from, to, options);
  return await withView(context, options, async view => {
    const told = await why(asked, view, context.signal, step => {
      if (!context.json) for (const line of stepLine(context, step)) print(line);
    });
    if ('is' in told) throw notLocated(told);
    if (context.json) printJson(whyDocument(context, told, flag(options, 'fixHint')));
    else {
      for (const line of verdictLines(context, told, flag(options, 'fixHint'))) print(line);
      for (const line of measuredLines(context, told)) note(line);
    }
    if (!told.measured.measured) return exit.environment;
    return told.measured.outcome === 'open' && told.agrees !== false ? exit.done : exit.failed;
  });
};

function askedFor(from: string, to: string, options: Options): Asked {
  const target = readTarget(to);
  const as = textOption(options, 'as');
  return {
    from,
    to: target.name,
    protocol: target.port === undefined ? 'icmp' : flag(options, 'udp') ? 'udp' : target.protocol,
    port: target.port,
    ...(as === undefined ? {} : { as }),
  };
}

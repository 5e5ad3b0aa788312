import { snapshot } from '../../network/index.ts';
import { flag, type Options, type Run } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { exit } from '../exit.ts';
import { mapText, watchMap, wiresText } from '../map-lines.ts';
import { note, print } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { withView } from '../view.ts';
import { unreadLines } from '../why-lines.ts';

/**
 * Draws the network: containers are rows, networks are columns. With two names, or `--wires`, the wires; as a picture, a
 * graph or data where that is asked for; with `--watch` again at every change.
 */
export const run: Run = async (context, [from, to], options) => {
  checkTogether(context, options, from, to);
  return await withView(context, options, async view => {
    if (flag(options, 'watch')) {
      await watchMap(context, options, view);
      return exit.done;
    }
    const seen = await snapshot(view.readers);
    const wires = from !== undefined || flag(options, 'wires');
    print(wires ? wiresText(context, options, seen, from, to) : mapText(context, options, seen));
    if (!context.json) for (const line of unreadLines(context, seen.unread)) note(line);
    return exit.done;
  });
};

/** Throws `UsageError` for what does not go together. */
function checkTogether(
  context: Context,
  options: Options,
  from: string | undefined,
  to: string | undefined,
): void {
  if (from !== undefined && to === undefined) throw new UsageError('cli.map-two-names', { word: from });
  const given = (name: string) => flag(options, name);
  const forms = [
    ...['--svg', '--mermaid', '--ascii'].filter(name => given(name.slice(2))),
    ...(context.json ? ['--json'] : []),
  ];
  const wires = from !== undefined || given('wires') ? '--wires' : undefined;
  const others = forms.filter(form => form !== '--ascii');
  const pairs: readonly (readonly [string | undefined, string | undefined])[] = [
    [forms[0], forms[1]],
    [wires, others[0]],
    [wires, given('watch') ? '--watch' : undefined],
    [given('watch') ? '--watch' : undefined, others.find(form => form !== '--json')],
  ];
  for (const [one, other] of pairs)
    if (one !== undefined && other !== undefined) throw new UsageError('cli.options-apart', { one, other });
}

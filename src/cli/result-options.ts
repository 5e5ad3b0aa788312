import { isForeign, resultFolder, systemUser } from '../session/index.ts';
import { type Options, textOption } from './command-spec.ts';
import { UsageError } from './usage-error.ts';

/** Characters of a learner's name: it stands in file names and table rows. */
const longestName = 40;

/** Whose result it is, and where it goes. */
export type ResultPlace = { readonly learner: string; readonly result: string };

/** What `--learner` and `--result` say. Throws `UsageError` for a name that is none, and for a file that is no result. */
export async function readResultPlace(options: Options): Promise<ResultPlace> {
  const learner = readLearner(textOption(options, 'learner'));
  const result = textOption(options, 'result') ?? resultFolder();
  if (await isForeign(result)) throw new UsageError('cli.result-foreign', { word: result });
  return { learner, result };
}

/** The name as typed, without blanks around it; the user of this machine when none was. Throws `UsageError`. */
export function readLearner(typed: string | undefined): string {
  if (typed === undefined) return systemUser();
  const name = typed.normalize('NFC').trim();
  if (name === '' || [...name].length > longestName || /\p{C}/u.test(name))
    throw new UsageError('cli.bad-learner', { max: String(longestName) });
  return name;
}

import type { Key } from '../text/index.ts';
import type { Context } from './context.ts';

/** Options of one command as given: a text, or true for a flag. */
export type Options = Readonly<Record<string, string | boolean | undefined>>;

/** Runs a command: reads its arguments, calls, prints; gives the exit code. */
export type Run = (context: Context, args: readonly string[], options: Options) => Promise<number>;

/** An option. The word in `<…>` says what its value is; Tab in a shell goes by it (`completion/values.ts`). */
export type OptionSpec = { readonly flags: string; readonly about: Key };

/** One command of the command line. Its words stand in `text` under `cli.NAME`; the rest is loaded when it is called. */
export type CommandSpec = {
  readonly name: string;
  /** Arguments as in a usage line: `<lesson>` must be there, `[host]` may, `[lessons...]` may be many. Tab goes by the words. */
  readonly args: string;
  readonly about: Key;
  readonly options: readonly OptionSpec[];
  /** Lines shown under the help, without the leading `netdojo`. */
  readonly examples: readonly string[];
  readonly load: () => Promise<{ readonly run: Run }>;
};

/** The value of an option that takes one; undefined when it was not given. */
export function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** Whether a flag was given. */
export function flag(options: Options, name: string): boolean {
  return options[name] === true;
}

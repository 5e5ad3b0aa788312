import type { Key } from '../../text/index.ts';
import type { CommandSpec, OptionSpec } from '../command-spec.ts';
import { commands, globalOptions } from '../commands.ts';
import { type Offer, valuesOf } from './values.ts';

/** A word that fits where the cursor is, and what it does. */
export type Candidate = { readonly word: string; readonly about?: Key };

export type Candidates = { readonly words: readonly Candidate[]; readonly paths?: 'files' | 'folders' };

const help: OptionSpec = { flags: '-h, --help', about: 'cli.option.help' };
const version: OptionSpec = { flags: '-V, --version', about: 'cli.option.version' };

/**
 * What fits at the end of a command line. `line` has the words after `netdojo`; the last one is being typed and may be
 * empty. From the one table of commands; never throws for what is typed.
 */
export function candidates(line: readonly string[]): Candidates {
  const typed = line.at(-1) ?? '';
  const before = line.slice(0, -1);
  // What stands behind `--` is somebody else's command.
  if (before.includes('--')) return { words: [] };
  const known = read(before);
  if (known === undefined) return { words: [] };
  const { command, args, used, open } = known;

  const given = (called: string, word: string): Offer => {
    const lesson = args[0];
    return valuesOf(called, lesson === undefined ? { typed: word } : { lesson, typed: word });
  };
  if (open !== undefined) return offered(given(open, typed), typed);

  const options = [...(command?.options ?? [version]), ...globalOptions, help];
  const [, name, value] = /^(--[^=]+)=(.*)$/s.exec(typed) ?? [];
  if (name !== undefined && value !== undefined) {
    const option = options.find(one => names(one).includes(name));
    const called = option && valueName(option);
    const words = called === undefined ? [] : given(called, value).words;
    return offered({ words: words.map(word => `${name}=${word}`) }, typed);
  }
  if (typed.startsWith('-')) {
    const left = options.filter(option => !names(option).some(one => used.includes(one)));
    return {
      words: left
        .map(option => ({ word: names(option).at(-1) ?? '', about: option.about }))
        .filter(({ word }) => word.startsWith(typed)),
    };
  }
  if (command === undefined)
    return {
      words: commands
        .map(({ name: word, about }) => ({ word, about }))
        .filter(({ word }) => word.startsWith(typed)),
    };
  const called = argumentName(command, args.length);
  return called === undefined ? { words: [] } : offered(given(called, typed), typed);
}

type Read = {
  readonly command: CommandSpec | undefined;
  /** Arguments of the command so far. */
  readonly args: readonly string[];
  /** Options that stand there. */
  readonly used: readonly string[];
  /** What the value is called that the next word must be, where an option waits for one. */
  readonly open: string | undefined;
};

/** Reads the words before the one being typed, as the parser of arguments would. Undefined where no command is called so. */
function read(words: readonly string[]): Read | undefined {
  let command: CommandSpec | undefined;
  let open: string | undefined;
  const args: string[] = [];
  const used: string[] = [];
  for (const word of words) {
    if (open !== undefined) {
      open = undefined;
    } else if (word.startsWith('-')) {
      used.push(word.replace(/=.*$/s, ''));
      const option = [...(command?.options ?? []), ...globalOptions].find(one => names(one).includes(word));
      open = option && valueName(option);
    } else if (command === undefined) {
      command = commands.find(({ name }) => name === word);
      if (command === undefined) return undefined;
    } else args.push(word);
  }
  return { command, args, used, open };
}

/** The names of an option, the long one last. */
function names({ flags }: OptionSpec): string[] {
  return flags.match(/--?[a-zA-Z][a-z-]*/g) ?? [];
}

/** What an option calls its value; undefined for a flag. */
function valueName({ flags }: OptionSpec): string | undefined {
  return /<([^>]+)>/.exec(flags)?.[1];
}

/** What a command calls its argument at a place (from 0). The last one may be many. */
function argumentName({ args }: CommandSpec, index: number): string | undefined {
  const all = [...args.matchAll(/[<[]([^>\].]+)(\.\.\.)?[>\]]/g)];
  const [, name] = all[index] ?? [];
  const [, last, many] = all.at(-1) ?? [];
  return name ?? (many === undefined ? undefined : last);
}

function offered({ words, paths }: Offer, typed: string): Candidates {
  const fitting = words.filter(word => word.startsWith(typed)).map(word => ({ word }));
  // Files and folders only where a path is begun, or nothing else can stand there.
  const path = paths !== undefined && (words.length === 0 || /^[./~]/.test(typed) || typed.includes('/'));
  return path ? { words: fitting, paths } : { words: fitting };
}

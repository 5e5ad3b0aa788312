import { Command, type CommanderError, Option } from 'commander';
import { type Lang, text } from '../text/index.ts';
import type { CommandSpec, Options } from './command-spec.ts';
import { commands, globalOptions } from './commands.ts';
import type { GlobalOptions } from './context.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

/** What was asked for, after reading the arguments. */
export type Call = {
  readonly command: CommandSpec | undefined;
  readonly args: readonly string[];
  readonly options: Options;
  readonly global: GlobalOptions;
};

/**
 * Reads the arguments. Gives undefined when help or the version was asked for and printed.
 * Throws `UsageError` for anything that does not fit, with the nearest valid word.
 */
export async function parse(argv: readonly string[], lang: Lang): Promise<Call | undefined> {
  let call: Call | undefined;
  const program = new Command('netdojo');
  for (const { flags, about } of globalOptions) program.addOption(new Option(flags, text(lang, about)));
  program
    .description(text(lang, 'cli.about'))
    .version(version(), '-V, --version', text(lang, 'cli.option.version'))
    .addHelpText(
      'after',
      `\n${examples(lang, ['', 'start default-bridge', 'up isolation && netdojo check'])}`,
    )
    .action(() => {
      call = { command: undefined, args: [], options: {}, global: program.opts() };
    });
  prepare(program, lang);

  for (const spec of commands) {
    const command = program.command(`${spec.name} ${spec.args}`.trim());
    command.description(text(lang, spec.about)).addHelpText('after', `\n${examples(lang, spec.examples)}`);
    for (const { flags, about } of spec.options) command.option(flags, text(lang, about));
    command.action(() => {
      call = { command: spec, args: command.args, options: command.opts(), global: program.opts() };
    });
    prepare(command, lang);
    if (spec.name === 'exec') command.allowExcessArguments();
  }

  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!isCommanderError(error)) throw error;
    if (error.exitCode === 0) return undefined;
    // Only for a mistake: it brings the parsers of lesson files along.
    const { nearest } = await import('../lesson/index.ts');
    throw usage(error, program, nearest);
  }
  return call;
}

/** Errors come as exceptions, help speaks the language. */
function prepare(command: Command, lang: Lang): void {
  command
    .exitOverride()
    .helpOption('-h, --help', text(lang, 'cli.option.help'))
    .helpCommand(false)
    .configureOutput({ outputError: () => {} })
    .configureHelp({
      styleTitle: title =>
        ({
          'Usage:': text(lang, 'cli.title.usage'),
          'Options:': text(lang, 'cli.title.options'),
          'Commands:': text(lang, 'cli.title.commands'),
          'Arguments:': text(lang, 'cli.title.arguments'),
        })[title] ?? title,
    });
}

function examples(lang: Lang, lines: readonly string[]): string {
  return [text(lang, 'cli.title.examples'), ...lines.map(line => `  netdojo ${line}`.trimEnd())].join('\n');
}

/** Commander's complaint in our words. Its messages hold the offending word in quotes. */
function usage(
  error: CommanderError,
  program: Command,
  nearest: (word: string, candidates: readonly string[]) => string | undefined,
): UsageError {
  const word = /'([^']+)'/.exec(error.message)?.[1] ?? '';
  const [first = ''] = program.args;
  const names = commands.map(({ name }) => name);
  // A mistyped command reaches us as an argument too many of the default action, or by an option the default action lacks.
  if (first !== '' && !first.startsWith('-') && !names.includes(first))
    return new UsageError('cli.unknown-command', { word: first }, nearest(first, names));
  switch (error.code) {
    case 'commander.excessArguments':
      return new UsageError('cli.excess-arguments', { command: first });
    case 'commander.unknownOption': {
      const command = program.commands.find(one => one.name() === first);
      const known = [...program.options, ...(command?.options ?? [])].flatMap(({ long }) => long ?? []);
      return new UsageError('cli.unknown-option', { word }, nearest(word, [...known, '--help']));
    }
    case 'commander.missingArgument':
      return new UsageError('cli.missing-argument', { word });
    case 'commander.optionMissingArgument':
      return new UsageError('cli.option-missing-argument', { word });
    default:
      return new UsageError('cli.bad-usage', { message: error.message.replace(/^error: /, '') });
  }
}

function isCommanderError(error: unknown): error is CommanderError {
  return (
    error instanceof Error &&
    'exitCode' in error &&
    'code' in error &&
    String(error.code).startsWith('commander.')
  );
}

import { type Context, chooseLang, type GlobalOptions } from './context.ts';
import { explain } from './failure.ts';
import { parse } from './program.ts';
import { UsageError } from './usage-error.ts';

/** Reads the arguments, runs the command they name, and gives its exit code. Never throws. */
export async function call(argv: readonly string[], start: Context): Promise<number> {
  // Help and complaints about the arguments must speak the language the arguments ask for.
  const asked = /^--lang(?:=(.*))?$/;
  const at = argv.findIndex(arg => asked.test(arg));
  const early = at < 0 ? undefined : (asked.exec(argv[at] ?? '')?.[1] ?? argv[at + 1]);
  let context: Context = { ...start, lang: chooseLang(early, process.env) ?? start.lang };
  try {
    const found = await parse(argv, context.lang);
    if (found === undefined) return 0;
    context = withOptions(context, found.global);
    if (found.command === undefined) {
      const { openInterface } = await import('./commands/start.ts');
      return await openInterface(context, undefined, undefined);
    }
    const { run } = await found.command.load();
    return await run(context, found.args, found.options);
  } catch (error) {
    return await explain(context, error);
  }
}

function withOptions(context: Context, global: GlobalOptions): Context {
  const lang = chooseLang(global.lang, process.env);
  if (lang === undefined) throw new UsageError('cli.unknown-lang', { word: global.lang ?? '' });
  if (global.color === false) process.env.NO_COLOR = '1';
  return {
    ...context,
    lang,
    json: global.json === true,
    yes: global.yes === true || context.yes,
    engineHost: global.engineHost,
    lab: global.lab,
    prefix: global.prefix,
    fancy: context.fancy && global.plain !== true,
  };
}

import { type Context, chooseLang, isFancy } from './context.ts';
import { exit } from './exit.ts';
import { interruptSignal, OutputGone } from './interrupt.ts';

/**
 * Runs netdojo with these arguments and ends the process with its exit code. Nothing the first frame of the interface
 * does not need is loaded before it: without arguments the argument parser is skipped too.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const lang = chooseLang(undefined, process.env) ?? 'en';
  const context: Context = {
    lang,
    json: false,
    // Machines that build have nobody to ask.
    yes: Boolean(process.env.CI),
    engineHost: undefined,
    lab: undefined,
    prefix: undefined,
    fancy: isFancy(process.stdout, process.env),
    signal: interruptSignal(),
  };
  // Nothing runs any more that could bring the answer a command waits for. Node would end with 13 and lines of our source.
  process.once('beforeExit', async () => {
    const { explain } = await import('./failure.ts');
    process.exit(await explain(context, new Error('an answer never came')));
  });
  const code = argv.length === 0 ? await openInterface(context) : await runCommand(argv, context);
  // What a command leaves open (idle sockets to an engine) must not keep the process.
  await flush();
  const { reason } = context.signal;
  if (!(reason instanceof OutputGone)) process.exit(code);
  if (reason.exitCode !== exit.done) process.stderr.write(`netdojo: ${reason.message}\n`);
  process.exit(reason.exitCode);
}

async function openInterface(context: Context): Promise<number> {
  try {
    const { openInterface } = await import('./commands/start.ts');
    return await openInterface(context, undefined, undefined);
  } catch (error) {
    const { explain } = await import('./failure.ts');
    return await explain(context, error);
  }
}

async function runCommand(argv: readonly string[], start: Context): Promise<number> {
  const [name, shell, dashes, ...line] = argv;
  if (name === 'completion' && shell !== undefined && dashes === '--') {
    // A Tab waits neither for the parser of arguments nor for what commands need.
    const { answerTab } = await import('./completion/index.ts');
    await answerTab(start, shell, line);
    return exit.done;
  }
  const { call } = await import('./call.ts');
  return await call(argv, start);
}

/** Waits until what was printed has left the process: pipes are asynchronous. */
async function flush(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>(done => {
      if (stream.writableEnded || stream.destroyed) done();
      else stream.write('', () => done());
    });
  }
}

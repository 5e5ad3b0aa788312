import type { Said } from '../probe/index.ts';
import { type Key, say, text } from '../text/index.ts';
import type { Context } from './context.ts';

/** Writes one line of result to standard output. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes one line that is not a result to standard error. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Writes the one JSON document of a command. `version` is that of the shape, not of netdojo. */
export function printJson(document: Readonly<Record<string, unknown>>): void {
  print(JSON.stringify({ version: 1, ...document }, undefined, 2));
}

/** Writes one JSON document of a stream of them: one line each. */
export function printJsonLine(document: Readonly<Record<string, unknown>>): void {
  print(JSON.stringify({ version: 1, ...document }));
}

/** The words of a key in the language of the command. */
export function words(context: Pick<Context, 'lang'>, key: Key, params?: Said['params']): string {
  return text(context.lang, key, params);
}

/** The words of something a lower folder said. */
export function spoken(context: Pick<Context, 'lang'>, what: Said): string {
  return say(context.lang, what);
}

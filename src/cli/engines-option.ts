import type { Generation } from '../lab/index.ts';
import { type Options, textOption } from './command-spec.ts';
import { UsageError } from './usage-error.ts';

// Written out, so that the interface does not load the labs before its first frame; the type holds it to them.
const known = { '20.10': true, '26.1': true, '28.5': true } as const satisfies Record<Generation, true>;
export const generations = Object.keys(known) as Generation[];

/** The engine that `--on` names; undefined where it is not given. Throws `UsageError` with the nearest. */
export async function readEngine(options: Options): Promise<Generation | undefined> {
  const word = textOption(options, 'on');
  return word === undefined ? undefined : await engineIn(word);
}

/**
 * The engines an option lists, each once, oldest first: `20.10,28.5`, or `all`. Undefined where it is not given. Throws
 * `UsageError` with the nearest.
 */
export async function readEngines(options: Options, name: string): Promise<Generation[] | undefined> {
  const list = textOption(options, name);
  if (list === undefined) return undefined;
  if (list.trim() === 'all') return generations;
  const words = list.split(/[,\s]+/).filter(word => word !== '');
  if (words.length === 0) throw new UsageError('cli.unknown-engine', { word: list });
  const asked = new Set<Generation>();
  for (const word of words) asked.add(await engineIn(word, ['all']));
  return generations.filter(generation => asked.has(generation));
}

async function engineIn(word: string, others: readonly string[] = []): Promise<Generation> {
  const found = generations.find(one => one === word);
  if (found !== undefined) return found;
  const { nearest } = await import('../lesson/index.ts');
  throw new UsageError('cli.unknown-engine', { word }, nearest(word, [...generations, ...others]));
}

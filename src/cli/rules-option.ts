import type { Mode, Permission, Rules } from '../session/index.ts';
import { type Options, textOption } from './command-spec.ts';
import { UsageError } from './usage-error.ts';

// Written out, so that the interface does not load the session before its first frame; the types hold them to it.
export const modes = { guided: true, workshop: true, 'self-check': true } as const satisfies Record<
  Mode,
  true
>;
export const permissions = { skip: true, solutions: true } as const satisfies Record<Permission, true>;

/** What `--mode` and `--allow` say. Throws `UsageError`, also where the mode leaves nothing to allow. */
export async function readRules(options: Options): Promise<Rules> {
  const mode = await wordIn(modes, textOption(options, 'mode') ?? 'guided', 'cli.unknown-mode');
  const given = textOption(options, 'allow');
  if (given === undefined) return { mode };
  const allow: Permission[] = [];
  for (const word of given.split(/[,\s]+/).filter(one => one !== ''))
    allow.push(await wordIn(permissions, word, 'cli.unknown-permission'));
  const { policyOf } = await import('../session/index.ts');
  const [without, withAll] = [policyOf({ mode }), policyOf({ mode, allow: ['skip', 'solutions'] })];
  if (without.skip === withAll.skip && without.solutions === withAll.solutions)
    throw new UsageError('cli.nothing-to-allow', { mode });
  return { mode, allow: [...new Set(allow)] };
}

async function wordIn<Word extends string>(
  known: Readonly<Record<Word, true>>,
  word: string,
  code: 'cli.unknown-mode' | 'cli.unknown-permission',
): Promise<Word> {
  const words = Object.keys(known) as Word[];
  const found = words.find(one => one === word);
  if (found !== undefined) return found;
  const { nearest } = await import('../lesson/index.ts');
  throw new UsageError(code, { word }, nearest(word, words));
}

import { lessonFolder, lessonsFolder, lessonsIn, stepsIn } from '../../lesson/names/index.ts';
import { generations } from '../engines-option.ts';
import { modes, permissions } from '../rules-option.ts';

/** The shells `netdojo completion` knows. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** What may stand where a word is typed: words, and whether the shell is to offer files or folders as well. */
export type Offer = { readonly words: readonly string[]; readonly paths?: 'files' | 'folders' };

/**
 * What the values are that a usage line calls so: `lesson` in `<lesson>`, `step` in `--step <step>`. `lesson` is the one
 * given on the line, for its steps; `typed` is the word as far as it stands.
 */
export function valuesOf(called: string, { lesson, typed }: { lesson?: string; typed: string }): Offer {
  switch (called) {
    case 'lesson':
    case 'lessons':
      return { words: lessonsIn(lessonsFolder()), paths: 'folders' };
    case 'step':
      return { words: lesson === undefined ? [] : stepsIn(lessonFolder(lesson)) };
    case 'shell':
      return { words: shells };
    case 'mode':
      return { words: Object.keys(modes) };
    case 'engine':
      return { words: generations };
    case 'engines':
      return { words: [...listed(generations, typed), ...(typed.includes(',') ? [] : ['all'])] };
    case 'permissions':
      return { words: listed(Object.keys(permissions), typed) };
    case 'from':
    case 'to':
      return { words: ['host', 'outside'] };
    case 'path':
    case 'folder':
      return { words: [], paths: 'folders' };
    case 'archive':
    case 'file':
    case 'files':
      return { words: [], paths: 'files' };
    case 'url':
      return { words: ['private'] };
    default:
      // `<en|zh>` names its values itself.
      return { words: called.includes('|') ? called.split('|') : [] };
  }
}

/** The next word of a list with commas, behind those that stand there. */
function listed(words: readonly string[], typed: string): string[] {
  const before = typed.split(',').slice(0, -1);
  return words.filter(word => !before.includes(word)).map(word => [...before, word].join(','));
}

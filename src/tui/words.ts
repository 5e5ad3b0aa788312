import type { Said } from '../probe/schema/index.ts';
import { type Key, type Lang, say, text } from '../text/index.ts';

/** Messages in one language. */
export type Words = {
  readonly lang: Lang;
  readonly t: (key: Key, params?: Said['params']) => string;
  readonly say: (what: Said) => string;
};

/** The messages of a language. */
export function createWords(lang: Lang): Words {
  return { lang, t: (key, params) => text(lang, key, params), say: what => say(lang, what) };
}

import type { PlainOptions } from './plain/run-plain.ts';

export type { Prefix } from './input/prefix.ts';
export { defaultPrefix, parsePrefix } from './input/prefix.ts';
export type {
  Catalogue,
  CatalogueEntry,
  CataloguePart,
  Opened,
  Progress,
  StartLesson,
  TuiOptions,
} from './options.ts';
export type { PlainOptions } from './plain/run-plain.ts';
export { runTui } from './run-tui.ts';

/**
 * A session as plain lines, for `--plain`, a dumb terminal, a pipe, a screen reader. Loaded when asked for: it needs
 * Markdown, which the first frame of the interface does not.
 */
export async function runPlain(options: PlainOptions): Promise<void> {
  const plain = await import('./plain/run-plain.ts');
  await plain.runPlain(options);
}

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
export { runPlain } from './plain/run-plain.ts';
export { runTui } from './run-tui.ts';

import type { MapWord } from '../words.ts';
import type { WidthOf } from './line.ts';

/** How to draw. */
export type DrawOptions = {
  /** Cells a line may take. From 60 on everything has its place. */
  readonly columns: number;
  /** Draw with ASCII only. */
  readonly ascii: boolean;
  readonly words: MapWord;
  readonly widthOf: WidthOf;
};

/** How to draw a map. */
export type MapOptions = DrawOptions & {
  /** Ids of what has just changed. */
  readonly lit: ReadonlySet<string>;
  /** Of the networks their names alone, and nothing of the machines: for a place with few rows. */
  readonly brief?: boolean;
  /** Nothing at the ends of rows that is seen in them already: what is hollow is still to come. */
  readonly terse?: boolean;
};

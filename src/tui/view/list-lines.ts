import type { Catalogue, CatalogueEntry, Progress } from '../options.ts';
import { matching } from '../state/catalogue.ts';
import { cellWidth, cutCells, padCells } from '../text/cell-width.ts';
import { inlineText } from '../text/inline.ts';
import { type Line, type Role, span } from '../theme.ts';
import type { Words } from '../words.ts';

/** A lesson in the list: its rows begin with its part's title where it is the part's first that is shown. */
export type ListItem = {
  readonly id: string;
  readonly rows: (selected: boolean) => readonly Line[];
};

/** Box drawing and geometric shapes only: anything else loads the emoji tables before the first frame. */
export function progressMark(progress: Progress): { readonly glyph: string; readonly role: Role } {
  switch (progress.kind) {
    case 'new':
      return { glyph: '○', role: 'dim' };
    case 'started':
      return { glyph: '◐', role: 'accent' };
    case 'done':
      return { glyph: progress.withHelp ? '◉' : '●', role: 'pass' };
  }
}

/** How far the learner is, in words. */
export function progressWords(progress: Progress, { t }: Words): string {
  switch (progress.kind) {
    case 'new':
      return t('lesson.new');
    case 'started':
      return t('lesson.started', { step: progress.step, of: progress.of });
    case 'done':
      return t(progress.withHelp ? 'lesson.helped' : 'lesson.done');
  }
}

/** The lessons that match the filter, as rows of `width` columns. */
export function listItems(catalogue: Catalogue, filter: string, words: Words, width: number): ListItem[] {
  const shown = new Set(matching(catalogue, filter).map(({ id }) => id));
  return catalogue.parts.flatMap(part =>
    part.lessons
      .filter(({ id }) => shown.has(id))
      .map((lesson, index) => ({
        id: lesson.id,
        rows: (selected: boolean) => [
          ...(index === 0 ? [[span(cutCells(part.title, width), 'strong')]] : []),
          lessonRow(lesson, words, width, selected),
        ],
      })),
  );
}

function lessonRow(lesson: CatalogueEntry, words: Words, width: number, selected: boolean): Line {
  const mark = progressMark(lesson.progress);
  const minutes = words.t('lesson.minutes', { n: lesson.minutes }).padStart(7);
  const hosts = lesson.hosts > 1 ? ` ${words.t('tui.list.hosts', { n: lesson.hosts })}` : '';
  const state = padCells(progressWords(lesson.progress, words), 14);
  const right = `${hosts}${minutes}  ${state}`;
  const left = `${String(lesson.number).padStart(2)} `;
  const room = Math.max(4, width - 4 - left.length - cellWidth(right));
  return [
    span(selected ? '▸ ' : '  ', 'selected'),
    span(`${mark.glyph} `, mark.role),
    span(left, 'dim'),
    span(padCells(cutCells(inlineText(lesson.title), room), room), selected ? 'selected' : 'plain'),
    span(right, 'dim'),
  ];
}

/** The first row of a screen about a lesson that is not open. */
export function lessonHead(entry: CatalogueEntry | undefined, id: string): Line {
  const name = entry === undefined ? id : `${entry.number} ${inlineText(entry.title)}`;
  return [span(' netdojo ', 'accent'), span(` ${name}`, 'strong')];
}

/**
 * How many items fit in `height` rows wherever the window stands: ink-select-input rotates it, so it may hold the end and
 * the start of the list at once. At least 1.
 */
export function itemsThatFit(heights: readonly number[], height: number): number {
  const tallest = (size: number) =>
    Math.max(
      ...heights.map((_, start) =>
        Array.from({ length: size }, (_, index) => heights[(start + index) % heights.length] ?? 0).reduce(
          (sum, rows) => sum + rows,
          0,
        ),
      ),
    );
  let size = 1;
  while (size < heights.length && tallest(size + 1) <= height) size++;
  return size;
}

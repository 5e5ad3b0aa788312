import { inlineLines } from '../text/inline.ts';
import { markdownLines } from '../text/markdown.ts';
import type { Line } from '../theme.ts';
import type { LessonView } from './lesson-view.ts';

/** The step's own text; the lesson's question stands above its first step. */
export function stepLines(view: LessonView, width: number): Line[] {
  return [
    ...(view.index === 0 ? [...inlineLines(view.prose.question, width, 'accent'), []] : []),
    ...inlineLines(view.wording.title, width, 'strong'),
    [],
    ...markdownLines(view.read(view.wording.body), width),
  ];
}

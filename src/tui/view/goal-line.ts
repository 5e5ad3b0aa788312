import { cutLine } from '../text/cell-width.ts';
import { inlineSpans } from '../text/inline.ts';
import { type Line, span } from '../theme.ts';
import { checkTitle } from './check-lines.ts';
import type { LessonView } from './lesson-view.ts';
import { foremost } from './standing.ts';

/** What this step asks for, in one row: its title, then the command to type or the check that matters most now. */
export function goalLine(view: LessonView, width: number): Line {
  const open = foremost(view);
  // The closing page is about the whole lesson.
  if (view.state.phase === 'closing') return [];
  const goal =
    view.step.kind === 'run' && open !== undefined
      ? view.words.t('tui.goal.type', { command: view.read(view.step.command).trim().split('\n')[0] ?? '' })
      : open === undefined
        ? undefined
        : checkTitle(view, open);
  return cutLine(
    [
      span(' '),
      ...inlineSpans(view.wording.title, 'strong'),
      ...(goal === undefined ? [] : [span(' · ', 'dim'), ...inlineSpans(goal)]),
    ],
    width,
  );
}

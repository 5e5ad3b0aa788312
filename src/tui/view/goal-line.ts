import { cutLine } from '../text/cell-width.ts';
import { inlineSpans } from '../text/inline.ts';
import { type Line, span } from '../theme.ts';
import { checkTitle } from './check-lines.ts';
import type { LessonView } from './lesson-view.ts';
import { foremost } from './standing.ts';

/** The command to type, and on which machine where there is more than one shell to type it in. */
function typed({ lesson, step, state, opened, words, read }: LessonView): string {
  const command = step.kind === 'run' ? (read(step.command).trim().split('\n')[0] ?? '') : '';
  const place = opened.commandPlace(lesson, step) ?? '';
  return state.shells.every(shell => shell.place === place)
    ? words.t('tui.goal.type', { command })
    : words.t('tui.goal.type-on', { command, place });
}

/** What this step asks for, in one row: its title, then the command to type or the check that matters most now. */
export function goalLine(view: LessonView, width: number): Line {
  const open = foremost(view);
  // The closing page is about the whole lesson.
  if (view.state.phase === 'closing') return [];
  const goal =
    view.step.kind === 'run' && open !== undefined
      ? typed(view)
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

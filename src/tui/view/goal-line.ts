import { cutLine } from '../text/cell-width.ts';
import { inlineSpans } from '../text/inline.ts';
import { type Line, span } from '../theme.ts';
import { checkTitle } from './check-lines.ts';
import type { LessonView } from './lesson-view.ts';

/** What this step asks for, in one row: its title, then the command to type or the first check that does not pass. */
export function goalLine(view: LessonView, width: number): Line {
  const open = view.state.checks.find(
    ({ step, result }) => step === view.step.id && result?.verdict !== 'pass',
  );
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

import type { SessionState } from '../../session/index.ts';
import type { RoomyLayout } from '../layout.ts';
import type { momentOf } from '../state/lesson-keys.ts';
import type { UiState } from '../state/ui-state.ts';
import { span } from '../theme.ts';
import { checkMark } from '../view/check-lines.ts';
import type { LessonView } from '../view/lesson-view.ts';
import {
  answerField,
  aroundNote,
  askedWrongMachine,
  foundNoRegistry,
  noteRule,
  terminalNote,
} from '../view/note-line.ts';
import { statusLine } from '../view/status-line.ts';
import { useFrameFact, useServices } from './context.tsx';
import { Lines } from './Lines.tsx';

/** Columns of the field an answer is typed into. */
export function fieldWidth({ columns }: UiState, at: number): number {
  return columns - at - aroundNote;
}

/** The two lowest rows of a lesson: what is noted about the terminal, and the keys. */
export function LessonBottom({
  ui,
  view,
  layout,
  moment,
  joint,
  showsText,
}: {
  ui: UiState;
  view: LessonView;
  layout: RoomyLayout;
  moment: ReturnType<typeof momentOf>;
  joint: number | undefined;
  showsText: boolean;
}) {
  const { current, prefix, words } = useServices();
  const { screen } = current;
  const alternate = useFrameFact(screen, frame => frame.alternate, false);
  const scrolledBy = useFrameFact(screen, frame => frame.scrolledBy, 0);
  const noRegistry = useFrameFact(screen, ({ rows }) => foundNoRegistry(view.state, ui.shell, rows), false);
  const at = layout.kind === 'wide' ? layout.terminal.x : 1;
  const noDocker = askedWrongMachine(view, ui.shell);
  const note = terminalNote(ui, view, { alternate, scrolledBy, noRegistry, noDocker }, prefix.label);
  const field = ui.page?.kind === 'answer' ? answerField(ui.page.draft, view, fieldWidth(ui, at)) : undefined;
  const small = layout.kind === 'narrow' && !showsText;
  const marks = small ? view.state.checks.map(check => glyph(view, check)) : [];
  return (
    <Lines
      lines={[
        noteRule(field ?? (note && [note]), ui.columns, joint, at),
        statusLine(ui, moment, words, prefix, marks, ui.columns),
      ]}
    />
  );
}

function glyph(view: LessonView, check: SessionState['checks'][number]) {
  const mark = checkMark(view, check, Number.POSITIVE_INFINITY);
  return span(mark.glyph, mark.role);
}

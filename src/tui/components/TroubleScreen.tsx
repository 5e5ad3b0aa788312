import { Box } from 'ink';
import type { SessionState } from '../../session/index.ts';
import type { Key } from '../../text/index.ts';
import { entryOf } from '../state/catalogue.ts';
import type { UiState } from '../state/ui-state.ts';
import { span } from '../theme.ts';
import { lessonHead } from '../view/list-lines.ts';
import { troubleLines } from '../view/page-lines.ts';
import { plainStatus } from '../view/status-line.ts';
import { useServices } from './context.tsx';
import { Lines } from './Lines.tsx';
import { Scrolled } from './Scrolled.tsx';

/** The environment failed: what happened, what is kept, what to press. */
export default function TroubleScreen({
  ui,
  lesson,
  trouble,
  keys,
}: {
  ui: UiState;
  /** Id of the lesson it happened in. */
  lesson: string;
  trouble: NonNullable<SessionState['trouble']>;
  keys: Key;
}) {
  const { words } = useServices();
  const { columns, rows } = ui;
  const lines = troubleLines(trouble, words, Math.min(90, columns - 4));
  return (
    <>
      <Lines
        lines={[lessonHead(entryOf(ui.catalogue, lesson), lesson), [span('─'.repeat(columns), 'dim')]]}
      />
      <Box paddingLeft={2}>
        <Scrolled lines={lines} height={rows - 3} scroll={ui.scroll} keys="↓" />
      </Box>
      <Lines lines={[plainStatus(words.t(keys), columns)]} />
    </>
  );
}

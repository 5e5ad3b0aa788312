import { Box } from 'ink';
import { entryOf } from '../state/catalogue.ts';
import type { UiState } from '../state/ui-state.ts';
import { inlineLines } from '../text/inline.ts';
import { markdownLines } from '../text/markdown.ts';
import { type Line, span } from '../theme.ts';
import { lessonHead } from '../view/list-lines.ts';
import { plainStatus } from '../view/status-line.ts';
import { useServices } from './context.tsx';
import { Lines } from './Lines.tsx';
import { Scrolled } from './Scrolled.tsx';

/** Between Enter on the list and the session: the lesson's question and what it teaches are there to be read. */
export default function OpeningScreen({ ui, lesson, since }: { ui: UiState; lesson: string; since: number }) {
  const { words } = useServices();
  const { columns, rows } = ui;
  const entry = entryOf(ui.catalogue, lesson);
  const seconds = (Math.max(0, ui.now - since) / 1000).toFixed(1);
  const head: Line[] = [
    lessonHead(entry, lesson),
    [span('─'.repeat(columns), 'dim')],
    [
      span(` … ${words.t('tui.opening')}`, 'accent'),
      span(`  ${words.t('tui.boot.elapsed', { s: seconds })}`, 'dim'),
    ],
    [],
  ];
  const width = Math.min(80, columns - 2);
  const text =
    entry === undefined
      ? []
      : [...inlineLines(entry.question, width, 'accent'), [], ...markdownLines(entry.intro, width)];
  return (
    <>
      <Lines lines={head} />
      <Box paddingLeft={1}>
        <Scrolled lines={text} height={rows - head.length - 1} scroll={ui.scroll} keys="↓" />
      </Box>
      <Lines lines={[plainStatus(words.t('tui.status.boot'), columns)]} />
    </>
  );
}

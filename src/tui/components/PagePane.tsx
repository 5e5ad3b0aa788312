import { Box } from 'ink';
import type { Moment } from '../keys.ts';
import type { Area } from '../layout.ts';
import type { Page } from '../state/ui-state.ts';
import type { LessonView } from '../view/lesson-view.ts';
import { pageLines } from '../view/page-lines.ts';
import { useServices } from './context.tsx';
import { Scrolled } from './Scrolled.tsx';

/** A page in the place of the terminal. */
export function PagePane({
  page,
  view,
  scroll,
  area,
  moment,
}: {
  page: Page;
  view: LessonView;
  scroll: number;
  area: Area;
  moment: Moment | undefined;
}) {
  const prefix = useServices().prefix.label;
  const lines = pageLines(page, view, moment, prefix, area.width) ?? [];
  return (
    <Box width={area.width} height={area.height} flexShrink={0} flexDirection="column" overflow="hidden">
      <Scrolled lines={lines} height={area.height} scroll={scroll} keys="↓" />
    </Box>
  );
}

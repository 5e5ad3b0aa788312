import { Box } from 'ink';
import { memo } from 'react';
import type { Area } from '../layout.ts';
import type { ScreenModel } from '../terminal/screen-model.ts';
import { useFrame } from './context.tsx';
import { Rows } from './Lines.tsx';

/** A learner's terminal, row by row. It draws itself again without the rest of the screen. */
export const TerminalPane = memo(function TerminalPane({
  screen,
  area,
}: {
  screen: ScreenModel | undefined;
  area: Area;
}) {
  const frame = useFrame(screen);
  return (
    <Box width={area.width} height={area.height} flexShrink={0} flexDirection="column" overflow="hidden">
      <Rows rows={frame?.rows.slice(0, area.height) ?? []} />
    </Box>
  );
});

import { Box, Text } from 'ink';
import { memo } from 'react';
import type { Line } from '../theme.ts';
import { useServices } from './context.tsx';

/** One row of the screen. An empty text has no height in Ink, so a blank stands for it. */
export const Row = memo(function Row({ children }: { children: string }) {
  return (
    <Box height={1} flexShrink={0}>
      <Text wrap="truncate-end">{children === '' ? ' ' : children}</Text>
    </Box>
  );
});

/** Rows one below the other. They are known by their place: what moves is the text, not the row. */
export function Rows({ rows }: { rows: readonly string[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a row is a place on the screen.
  return rows.map((row, index) => <Row key={index}>{row}</Row>);
}

/** Lines one below the other. */
export function Lines({ lines }: { lines: readonly Line[] }) {
  const { paint } = useServices();
  return <Rows rows={lines.map(paint)} />;
}

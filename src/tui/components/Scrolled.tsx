import { Box } from 'ink';
import { useLayoutEffect } from 'react';
import { type Line, span } from '../theme.ts';
import { useServices } from './context.tsx';
import { Lines } from './Lines.tsx';

/** A window of `height` rows on lines that may be more. Its last row says how many are left, and how to get there. */
export function Scrolled({
  lines,
  height,
  scroll,
  keys,
  ahead = true,
}: {
  lines: readonly Line[];
  height: number;
  scroll: number;
  /** What scrolls, as shown. */
  keys: string;
  /** Whether it is this one that is scrolled, where several are on the screen. */
  ahead?: boolean;
}) {
  const { store, words } = useServices();
  const limit = Math.max(0, lines.length - height);
  useLayoutEffect(() => {
    if (ahead) store.setScrollLimit(limit);
  }, [store, limit, ahead]);
  const top = Math.min(scroll, limit);
  const seen = lines.slice(top, top + height);
  const left = lines.length - top - height;
  if (left > 0) seen.splice(-1, 1, [span(words.t('tui.text.more', { n: left + 1, keys }), 'dim')]);
  return (
    <Box flexDirection="column" height={height} flexShrink={0} overflow="hidden">
      <Lines lines={seen} />
    </Box>
  );
}

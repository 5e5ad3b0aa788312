import { Box } from 'ink';
import { memo, useMemo, useSyncExternalStore } from 'react';
import type { Area } from '../layout.ts';
import type { LiveMap } from '../state/live-map.ts';
import type { Page } from '../state/ui-state.ts';
import { type Line, span } from '../theme.ts';
import { inspectLines, mapLines, mapWithRow, wireLines } from '../view/map-lines.ts';
import { useServices } from './context.tsx';
import { Lines } from './Lines.tsx';
import { Scrolled } from './Scrolled.tsx';

/** The live map in its own place. What does not fit is on the map's own page. */
export const MapPane = memo(function MapPane({ live, area }: { live: LiveMap; area: Area }) {
  const { words, prefix } = useServices();
  const lines = useMapLines(live, area.width);
  const seen = lines.slice(0, area.height);
  const left = lines.length - area.height;
  if (left > 0)
    seen.splice(-1, 1, [span(words.t('tui.map.more', { n: left + 1, prefix: prefix.label }), 'dim')]);
  return (
    <Box width={area.width} height={area.height} flexShrink={0} flexDirection="column" overflow="hidden">
      <Lines lines={seen} />
    </Box>
  );
});

/** Rows of the closer look below the map, the rule above it included; never more than a third of what there is. */
const mostInspected = 9;

/** The map over the whole of the panes, with a closer look at one of its rows; or the wires. */
export function MapPage({
  live,
  area,
  page,
  scroll,
}: {
  live: LiveMap;
  area: Area;
  page: Extract<Page, { kind: 'map' }>;
  scroll: number;
}) {
  const { words } = useServices();
  const seen = useSyncExternalStore(live.subscribe, live.getSnapshot);
  const { width, height } = area;
  const { level, row } = page;
  const [map, below] = useMemo((): readonly [Line[], Line[]] => {
    if (seen === undefined) return [[[span(words.t('tui.map.reading'), 'dim')]], []];
    if (level === 'wires') return [wireLines(seen, words, width), []];
    const id = seen.rows[Math.min(row, seen.rows.length - 1)] ?? '';
    const rule: Line = [span('─'.repeat(width), 'dim')];
    const inspected = [rule, ...inspectLines(seen, id, words, width)];
    return [mapWithRow(seen, id, words, width), inspected];
  }, [seen, words, width, level, row]);
  const foot = below.slice(0, Math.min(mostInspected, Math.floor(height / 3)));
  const room = height - foot.length;
  // The row that is picked out stays in sight.
  const at = map.findIndex(line => line.some(({ role }) => role === 'label'));
  const top = level === 'wires' ? scroll : Math.max(0, at - room + 2);
  return (
    <Box width={width} height={height} flexShrink={0} flexDirection="column" overflow="hidden">
      <Scrolled lines={map} height={room} scroll={top} keys="↓" />
      <Lines lines={foot} />
    </Box>
  );
}

function useMapLines(live: LiveMap, width: number): Line[] {
  const { words } = useServices();
  const seen = useSyncExternalStore(live.subscribe, live.getSnapshot);
  return useMemo(
    () =>
      seen === undefined ? [[span(words.t('tui.map.reading'), 'dim')]] : mapLines(seen, words, width, true),
    [seen, words, width],
  );
}

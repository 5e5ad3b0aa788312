import { Box } from 'ink';
import { memo, useMemo, useSyncExternalStore } from 'react';
import type { Area } from '../layout.ts';
import type { LiveMap } from '../state/live-map.ts';
import { type Line, span } from '../theme.ts';
import { mapLines, wireLines } from '../view/map-lines.ts';
import { useServices } from './context.tsx';
import { Lines } from './Lines.tsx';
import { Scrolled } from './Scrolled.tsx';

/** The live map in its own place. What does not fit is on the map's own page. */
export const MapPane = memo(function MapPane({ live, area }: { live: LiveMap; area: Area }) {
  const { words, prefix } = useServices();
  const lines = useMapLines(live, area.width, 'brief');
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

/** The map over the whole of the panes, or the wires below it. */
export function MapPage({
  live,
  area,
  level,
  scroll,
}: {
  live: LiveMap;
  area: Area;
  level: 'rails' | 'wires';
  scroll: number;
}) {
  const lines = useMapLines(live, area.width, level);
  return (
    <Box width={area.width} height={area.height} flexShrink={0} flexDirection="column" overflow="hidden">
      <Scrolled lines={lines} height={area.height} scroll={scroll} keys="↓" />
    </Box>
  );
}

function useMapLines(live: LiveMap, width: number, level: 'brief' | 'rails' | 'wires'): Line[] {
  const { words } = useServices();
  const seen = useSyncExternalStore(live.subscribe, live.getSnapshot);
  return useMemo(() => {
    if (seen === undefined) return [[span(words.t('tui.map.reading'), 'dim')]];
    return level === 'wires'
      ? wireLines(seen, words, width)
      : mapLines(seen, words, width, level === 'brief');
  }, [seen, words, width, level]);
}

import { Box } from 'ink';
import { memo, useMemo, useSyncExternalStore } from 'react';
import type { Goal } from '../../network/index.ts';
import type { Area } from '../layout.ts';
import type { LiveMap } from '../state/live-map.ts';
import type { Page } from '../state/ui-state.ts';
import { type Line, span } from '../theme.ts';
import {
  goalBeside,
  goalLines,
  inspectLines,
  mapLines,
  mapWithRow,
  wireLines,
  withGoal,
} from '../view/map-lines.ts';
import { useServices } from './context.tsx';
import { Lines } from './Lines.tsx';
import { Scrolled } from './Scrolled.tsx';

/** The live map in its own place, with the step's goal beside it where both fit. What does not fit is on the map's own page. */
export const MapPane = memo(function MapPane({
  live,
  area,
  goal,
}: {
  live: LiveMap;
  area: Area;
  goal: Goal | undefined;
}) {
  const { words, prefix } = useServices();
  const seen = useSyncExternalStore(live.subscribe, live.getSnapshot);
  const { width, height } = area;
  const lines = useMemo((): readonly Line[] => {
    if (seen === undefined) return [[span(words.t('tui.map.reading'), 'dim')]];
    const drawn = goal === undefined ? undefined : goalBeside(seen, goal, words, width);
    const beside = drawn !== undefined && drawn.goal.length <= height ? drawn : undefined;
    const map = mapLines(seen, words, beside?.room ?? width, true);
    const left = map.length - height;
    const fitting =
      left > 0
        ? [
            ...map.slice(0, height - 1),
            [span(words.t('tui.map.more', { n: left + 1, prefix: prefix.label }), 'dim' as const)],
          ]
        : map;
    return beside === undefined ? fitting : withGoal(fitting, beside, 0);
  }, [seen, words, width, height, goal, prefix]);
  return (
    <Box width={width} height={height} flexShrink={0} flexDirection="column" overflow="hidden">
      <Lines lines={lines} />
    </Box>
  );
});

/** Rows of the closer look below the map, the rule above it included; never more than a third of what there is. */
const mostInspected = 9;

type Shown = {
  readonly lines: readonly Line[];
  /** The closer look at one row. */
  readonly foot: readonly Line[];
  readonly top: number;
};

/** The map over the whole of the panes, with a closer look at one of its rows; or the goal, or the wires. */
export function MapPage({
  live,
  area,
  page,
  goal,
  wide,
  scroll,
}: {
  live: LiveMap;
  area: Area;
  page: Extract<Page, { kind: 'map' }>;
  goal: Goal | undefined;
  /** Whether the goal may stand beside the map. */
  wide: boolean;
  scroll: number;
}) {
  const { words } = useServices();
  const seen = useSyncExternalStore(live.subscribe, live.getSnapshot);
  const { width, height } = area;
  const { level, row } = page;
  const { lines, foot, top } = useMemo((): Shown => {
    const whole = (lines: readonly Line[]): Shown => ({ lines, foot: [], top: scroll });
    if (seen === undefined) return whole([[span(words.t('tui.map.reading'), 'dim')]]);
    if (level === 'wires') return whole(wireLines(seen, words, width));
    if (level === 'goal' && goal !== undefined) return whole(goalLines(seen, goal, words, width));
    const id = seen.rows[Math.min(row, seen.rows.length - 1)] ?? '';
    const rule: Line = [span('─'.repeat(width), 'dim')];
    const foot = [rule, ...inspectLines(seen, id, words, width)].slice(
      0,
      Math.min(mostInspected, Math.floor(height / 3)),
    );
    const beside = goal !== undefined && wide ? goalBeside(seen, goal, words, width) : undefined;
    const map = mapWithRow(seen, id, words, beside?.room ?? width);
    // The row that is picked out stays in sight.
    const at = map.findIndex(line => line.some(({ role }) => role === 'label'));
    const rows = height - foot.length;
    const top = Math.max(0, Math.min(at - rows + 2, map.length - rows));
    return { lines: beside === undefined ? map : withGoal(map, beside, top), foot, top };
  }, [seen, words, width, height, level, row, goal, wide, scroll]);
  return (
    <Box width={width} height={height} flexShrink={0} flexDirection="column" overflow="hidden">
      <Scrolled lines={lines} height={height - foot.length} scroll={top} keys="↓" />
      <Lines lines={foot} />
    </Box>
  );
}

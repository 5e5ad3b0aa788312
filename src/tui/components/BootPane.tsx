import { Box } from 'ink';
import { useRef } from 'react';
import type { SessionState } from '../../session/index.ts';
import type { Area } from '../layout.ts';
import { bootLines, stageLines } from '../view/boot-lines.ts';
import type { LessonView } from '../view/lesson-view.ts';
import { Lines } from './Lines.tsx';

type Stage = SessionState['boot'][number];

/** The stages of making a lab. A running stage says its time when something happens in it; between, the clock goes on. */
export function BootPane({
  stages,
  view,
  now,
  area,
  compact = false,
}: {
  stages: readonly Stage[];
  view: LessonView;
  now: number;
  area: Area;
  /** Stages only, the newest if they do not all fit: the text stands above them. */
  compact?: boolean;
}) {
  const seen = useRef(new WeakMap<Stage, number>());
  const elapsed = (stage: Stage) => {
    if (stage.status !== 'running') return stage.ms;
    const since = seen.current.get(stage) ?? now;
    seen.current.set(stage, since);
    return stage.ms + now - since;
  };
  const width = area.width - 2;
  const told = stageLines(stages, elapsed, view, width);
  const lines = compact ? told.slice(-area.height) : bootLines(told, view.words).slice(0, area.height);
  return (
    <Box
      width={area.width}
      height={area.height}
      flexShrink={0}
      flexDirection="column"
      paddingX={compact ? 0 : 1}
      overflow="hidden"
    >
      <Lines lines={lines} />
    </Box>
  );
}

import { Box } from 'ink';
import { useRef } from 'react';
import type { SessionState } from '../../session/index.ts';
import type { Area } from '../layout.ts';
import { bootLines } from '../view/boot-lines.ts';
import { useServices } from './context.tsx';
import { Lines } from './Lines.tsx';

type Stage = SessionState['boot'][number];

/** The stages of making a lab. A running stage says its time when something happens in it; between, the clock goes on. */
export function BootPane({ stages, now, area }: { stages: readonly Stage[]; now: number; area: Area }) {
  const { words } = useServices();
  const seen = useRef(new WeakMap<Stage, number>());
  const elapsed = (stage: Stage) => {
    if (stage.status !== 'running') return stage.ms;
    const since = seen.current.get(stage) ?? now;
    seen.current.set(stage, since);
    return stage.ms + now - since;
  };
  return (
    <Box
      width={area.width}
      height={area.height}
      flexShrink={0}
      flexDirection="column"
      paddingX={1}
      overflow="hidden"
    >
      <Lines lines={bootLines(stages, elapsed, words, area.width - 2).slice(0, area.height)} />
    </Box>
  );
}

import { Box } from 'ink';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { smallest } from '../layout.ts';
import type { UiState } from '../state/ui-state.ts';
import { wrap } from '../text/wrap.ts';
import { span } from '../theme.ts';
import { useServices } from './context.tsx';
import { Lines } from './Lines.tsx';
import { ListScreen } from './ListScreen.tsx';

/** Loaded after the first frame: lessons need Markdown, which the list does not. */
const LessonScreen = lazy(() => import('./LessonScreen.tsx'));
const OpeningScreen = lazy(() => import('./OpeningScreen.tsx'));
const TroubleScreen = lazy(() => import('./TroubleScreen.tsx'));

/** The whole screen, exactly as many rows as the terminal has: more would scroll it, fewer would leave ghosts. */
export function App() {
  const { store } = useServices();
  const ui = useSyncExternalStore(store.subscribe, store.getSnapshot);
  return (
    <Box width={ui.columns} height={ui.rows} flexDirection="column" overflow="hidden">
      <Suspense fallback={null}>
        <Screen ui={ui} />
      </Suspense>
    </Box>
  );
}

function Screen({ ui }: { ui: UiState }) {
  const { view, layout, columns, rows } = ui;
  if (ui.ending) return <Ending width={columns} />;
  if (layout.kind === 'too-small') return <TooSmall columns={columns} rows={rows} />;
  switch (view.kind) {
    case 'list':
      return <ListScreen ui={ui} />;
    case 'opening':
      return <OpeningScreen ui={ui} lesson={view.lesson} since={view.since} />;
    case 'lesson':
      return <LessonScreen ui={ui} layout={layout} opened={view.opened} state={view.state} />;
    case 'failed':
      return <TroubleScreen ui={ui} lesson={view.lesson} trouble={view.trouble} keys="tui.status.failed" />;
  }
}

function TooSmall({ columns, rows }: { columns: number; rows: number }) {
  const { words } = useServices();
  const text = words.t('tui.small', { ...smallest, width: columns, height: rows });
  return <Lines lines={wrap([span(text)], Math.max(1, columns)).slice(0, rows)} />;
}

function Ending({ width }: { width: number }) {
  const { words } = useServices();
  return <Lines lines={wrap([span(` ${words.t('tui.leaving')}…`, 'dim')], width)} />;
}

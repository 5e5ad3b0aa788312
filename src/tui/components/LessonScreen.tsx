import { Box } from 'ink';
import { useMemo } from 'react';
import type { SessionState } from '../../session/index.ts';
import { isWide, type RoomyLayout } from '../layout.ts';
import type { Opened } from '../options.ts';
import { entryOf } from '../state/catalogue.ts';
import { momentOf } from '../state/lesson-keys.ts';
import { litFor } from '../state/next-tick.ts';
import { keyboardOwner } from '../state/owner.ts';
import type { UiState } from '../state/ui-state.ts';
import { lineWidth } from '../text/cell-width.ts';
import { type Line, span } from '../theme.ts';
import { goalLine } from '../view/goal-line.ts';
import { headerLine } from '../view/header-line.ts';
import { type LessonView, lessonView } from '../view/lesson-view.ts';
import { answerField, noteStart } from '../view/note-line.ts';
import { BootPane } from './BootPane.tsx';
import { useFrameFact, useServices } from './context.tsx';
import { fieldWidth, LessonBottom } from './LessonBottom.tsx';
import { Lines } from './Lines.tsx';
import { MapPage, MapPane } from './MapPane.tsx';
import { PagePane } from './PagePane.tsx';
import { RealCursor } from './RealCursor.tsx';
import { TerminalPane } from './TerminalPane.tsx';
import { TextPane } from './TextPane.tsx';
import TroubleScreen from './TroubleScreen.tsx';

/** A lesson: text and checks on the left, the terminal on the right; on a small screen one of them at a time. */
export default function LessonScreen({
  ui,
  layout,
  opened,
  state,
}: {
  ui: UiState;
  layout: RoomyLayout;
  opened: Opened;
  state: SessionState;
}) {
  const { current, words } = useServices();
  const { filled, commandsBefore } = ui;
  const view = useMemo(
    () => lessonView(opened, state, filled, words, commandsBefore),
    [opened, state, filled, words, commandsBefore],
  );
  const { screen, map } = current;
  const step = view?.step;
  const goal = useMemo(
    () => (step === undefined ? undefined : opened.goalOf(opened.session.lesson, step)),
    [opened, step],
  );
  const alternate = useFrameFact(screen, frame => frame.alternate, false);
  const { view: shown, shell, columns } = ui;
  const moment = useMemo(
    () => momentOf({ view: shown, shell, columns, layout }, alternate),
    [shown, shell, columns, layout, alternate],
  );
  if (state.phase === 'broken' && state.trouble !== undefined && ui.page === undefined)
    return <TroubleScreen ui={ui} lesson={state.lesson} trouble={state.trouble} keys="tui.status.retry" />;
  if (view === undefined) return null;
  const wide = layout.kind === 'wide';
  const joint = wide ? layout.terminal.x - 2 : undefined;
  const showsText = wide || covers(ui, state);
  // A page over the right half leaves the lesson's text where it is.
  const beside = wide && (ui.page?.kind === 'why' || ui.page?.kind === 'matrix');
  const covered = ui.page?.kind === 'map';
  const lit = state.checks.some(({ changed }) => changed !== undefined && ui.now - changed.at < litFor);
  const booting = state.phase === 'boot';
  // On a small screen the stages stand below the text while the lab is made, where the checks will be; beside it otherwise.
  const stageRows =
    booting && !wide ? Math.min(Math.max(4, state.boot.length + 1), Math.floor(layout.text.height / 3)) : 0;
  const text = (
    <TextPane
      view={view}
      page={beside ? undefined : ui.page}
      prefixed={ui.prefixed}
      scroll={beside ? 0 : ui.scroll}
      ahead={!beside}
      area={layout.text}
      // A moving clock draws the text again; it matters only while something is lit.
      now={lit ? ui.now : Number.POSITIVE_INFINITY}
      moment={moment}
      stages={
        <BootPane
          stages={state.boot}
          view={view}
          now={ui.now}
          area={{ ...layout.text, height: stageRows }}
          compact
        />
      }
      stageRows={stageRows}
    />
  );
  const terminal = booting ? (
    <BootPane stages={state.boot} view={view} now={ui.now} area={layout.terminal} />
  ) : beside && ui.page !== undefined ? (
    <PagePane
      page={ui.page}
      view={view}
      scroll={ui.scroll}
      area={{ ...layout.terminal, height: layout.text.height }}
      moment={moment}
    />
  ) : (
    <TerminalPane screen={screen} area={layout.terminal} />
  );
  const below = wide && !booting && !beside ? layout.map : undefined;
  const right =
    below === undefined || map === undefined ? (
      terminal
    ) : (
      <Box flexDirection="column" width={below.width} flexShrink={0}>
        {terminal}
        <Lines lines={[[span('─'.repeat(below.width), 'dim')]]} />
        <MapPane live={map} area={below} goal={goal} />
      </Box>
    );
  const whole = { ...layout.text, width: ui.columns - 2 };
  const mapPage =
    ui.page?.kind === 'map' && map !== undefined ? (
      <Box paddingLeft={1}>
        <MapPage
          live={map}
          area={whole}
          page={ui.page}
          goal={goal}
          wide={isWide(ui.columns)}
          scroll={ui.scroll}
        />
      </Box>
    ) : undefined;
  const number = entryOf(ui.catalogue, state.lesson)?.number;
  const at = wide ? layout.terminal.x : 1;
  return (
    <>
      <Lines lines={topLines(view, number, ui, covered ? undefined : joint, wide)} />
      <Box height={layout.text.height} flexShrink={0} overflow="hidden">
        {mapPage ? (
          mapPage
        ) : wide ? (
          <>
            <Box width={1} flexShrink={0} />
            {text}
            <Box width={1} flexShrink={0} />
            <Divider height={layout.text.height} />
            <Box width={1} flexShrink={0} />
            {right}
          </>
        ) : showsText ? (
          <Box paddingLeft={1} flexDirection="column">
            {text}
          </Box>
        ) : (
          terminal
        )}
      </Box>
      <LessonBottom
        ui={ui}
        view={view}
        layout={layout}
        moment={moment}
        joint={covered ? undefined : joint}
        showsText={showsText || covered}
      />
      <RealCursor
        screen={keyboardOwner(ui) === 'shell' && (wide || !showsText) ? screen : undefined}
        area={layout.terminal}
        field={
          ui.page?.kind === 'answer' && !ui.prefixed
            ? {
                x: noteStart(at) + lineWidth(answerField(ui.page.draft, view, fieldWidth(ui, at))),
                y: ui.rows - 2,
              }
            : undefined
        }
      />
    </>
  );
}

/** On a small screen: whether the text is looked at rather than the terminal. */
function covers(ui: UiState, state: SessionState): boolean {
  if (state.phase === 'boot') return true;
  return ui.page !== undefined && ui.page.kind !== 'scrollback' && ui.page.kind !== 'answer';
}

function topLines(
  view: LessonView,
  number: number | undefined,
  ui: UiState,
  joint: number | undefined,
  wide: boolean,
): Line[] {
  const header = headerLine(view, number, ui.shell, ui.columns);
  if (!wide) return [header, goalLine(view, ui.columns)];
  if (joint === undefined) return [header, [span('─'.repeat(ui.columns), 'dim')]];
  return [header, [span(`${'─'.repeat(joint)}┬${'─'.repeat(ui.columns - joint - 1)}`, 'dim')]];
}

function Divider({ height }: { height: number }) {
  return (
    <Box width={1} flexShrink={0} flexDirection="column">
      <Lines lines={Array.from({ length: height }, () => [span('│', 'dim')])} />
    </Box>
  );
}

import { Box } from 'ink';
import { memo, type ReactNode, useMemo } from 'react';
import type { Moment } from '../keys.ts';
import type { Area } from '../layout.ts';
import type { Page } from '../state/ui-state.ts';
import { type Line, span } from '../theme.ts';
import { checkLines } from '../view/check-lines.ts';
import { choiceLines, guessInShort, guessLines, questionLines } from '../view/guess-lines.ts';
import type { LessonView } from '../view/lesson-view.ts';
import { answerHint, noticeLines, pageLines } from '../view/page-lines.ts';
import { failing } from '../view/standing.ts';
import { stepLines } from '../view/step-lines.ts';
import { useServices } from './context.tsx';
import { Lines } from './Lines.tsx';
import { Menu } from './Menu.tsx';
import { Scrolled } from './Scrolled.tsx';

/** Rows the text keeps above a prediction, however long that is. */
const leastText = 3;

/** Of the rows, the share the text keeps once there is something to explain below it. */
const textShare = 3;

type Props = {
  readonly view: LessonView;
  readonly page: Page | undefined;
  readonly prefixed: boolean;
  readonly scroll: number;
  /** False while a page beside it is what is scrolled. */
  readonly ahead: boolean;
  readonly area: Area;
  readonly now: number;
  readonly moment: Moment | undefined;
  /** The stages of making the lab, where they stand below the text. */
  readonly stages: ReactNode;
  /** Rows of the stages. */
  readonly stageRows: number;
};

/** The lesson's side: a page if one is open; else the step's text, and below it what is asked or true now. */
export const TextPane = memo(function TextPane(props: Props) {
  const { view, page, scroll, area, moment } = props;
  const prefix = useServices().prefix.label;
  const cover = page === undefined ? undefined : pageLines(page, view, moment, prefix, area.width);
  return (
    <Box width={area.width} height={area.height} flexShrink={0} flexDirection="column" overflow="hidden">
      {cover === undefined ? (
        <StepText {...props} />
      ) : (
        <Scrolled lines={cover} height={area.height} scroll={scroll} keys="↓" />
      )}
    </Box>
  );
});

function StepText({ view, page, prefixed, scroll, ahead, area, now, moment, stages, stageRows }: Props) {
  const { current, prefix: key } = useServices();
  const { width, height } = area;
  const prefix = key.label;
  const body = useMemo(() => stepLines(view, width), [view, width]);
  const asks = moment?.offered.has('predict') === true && (page === undefined || page.kind === 'guess');
  const choices = asks ? Object.keys(view.step.predict?.choices ?? {}) : [];
  const items = choices.map((id, index) => choiceItem(view, id, index, width));
  const menuRows = items.reduce((sum, item) => sum + item.rows(false).length, 0);
  const room = height - (stageRows > 0 ? stageRows + 1 : 0);
  const foot = asks
    ? questionLines(view, width).slice(0, Math.max(1, room - leastText - 1 - menuRows))
    : factsBelow(view, moment, prefix, now, width, room - keptText(view, body.length, room) - 1);
  const footRows = foot.length + menuRows + (foot.length > 0 ? 1 : 0);
  const scrolls = page?.kind === 'reading' || page?.kind === 'guess';
  const keys = scrolls ? (page.kind === 'guess' ? 'PgDn' : '↓') : `${prefix} Tab`;
  const text =
    page?.kind === 'reading' ? [...body, ...whatIsCut(view, moment, prefix, now, width, foot)] : body;
  return (
    <>
      <Scrolled
        lines={text}
        height={Math.max(1, Math.min(text.length, room - footRows))}
        scroll={scroll}
        keys={keys}
        ahead={ahead}
      />
      {stageRows > 0 && <Lines lines={[[]]} />}
      {stageRows > 0 && stages}
      <Lines lines={foot.length > 0 ? [[], ...foot] : []} />
      {items.length > 0 && (
        <Box flexShrink={0} flexDirection="column">
          <Menu
            key={view.step.id}
            items={items}
            focused={page?.kind === 'guess' && !prefixed}
            onSelect={choice => current.guess(choice)}
          />
        </Box>
      )}
    </>
  );
}

/** All that is known of the checks, for whoever reads on behind the text, where the rows below it could not show it all. */
function whatIsCut(
  view: LessonView,
  moment: Moment | undefined,
  prefix: string,
  now: number,
  width: number,
  shown: readonly Line[],
): Line[] {
  const whole = factsBelow(view, moment, prefix, now, width, Number.POSITIVE_INFINITY);
  return whole.length > shown.length ? [[], ...whole] : [];
}

/** Rows kept for the text: all it needs, until the learner has acted or something needs explaining. */
function keptText(view: LessonView, rows: number, height: number): number {
  const explains = view.acted || failing(view).length > 0;
  return explains ? Math.min(rows, Math.floor(height / textShare)) : rows;
}

function choiceItem(view: LessonView, id: string, index: number, width: number) {
  const rows = choiceLines(view, id, width - 4);
  return {
    id,
    rows: (selected: boolean): Line[] =>
      rows.map((line, row) => [
        span(row === 0 && selected ? '▸ ' : '  ', 'selected'),
        span(row === 0 ? `${index + 1} ` : '  ', 'dim'),
        ...(selected ? line.map(({ text }) => span(text, 'selected')) : line),
      ]),
  };
}

/**
 * What the session has to tell, the guess, how to answer, then the checks. The guess is told at length once the step is
 * green, in short as long as a check is what matters. While the lab is made nothing is known of it.
 */
function factsBelow(
  view: LessonView,
  moment: Moment | undefined,
  prefix: string,
  now: number,
  width: number,
  height: number,
): Line[] {
  const booting = view.state.phase === 'boot';
  const asksAnswer = moment?.offered.has('answer') === true && view.record.answered === undefined;
  const around = [noticeLines(view, width), asksAnswer ? answerHint(view, prefix, width) : []];
  const least = booting ? [] : checkLines(view, now, width, 0);
  const taken = [...around, least].reduce((sum, rows) => sum + rows.length + (rows.length > 0 ? 1 : 0), 0);
  const [notices, answer] = around;
  const above = [notices, guess(view, width, height - taken), answer].flatMap(rows =>
    rows === undefined || rows.length === 0 ? [] : [...rows, []],
  );
  const checks = booting ? [] : checkLines(view, now, width, height - above.length);
  return checks.length > 0 ? [...above, ...checks] : above.slice(0, -1);
}

function guess(view: LessonView, width: number, room: number): Line[] {
  const { phase } = view.state;
  // What an earlier lab gave is no news about the one being made.
  if (phase === 'boot' && view.record.measured !== undefined) return [];
  const whole = phase === 'green' || phase === 'closing' ? guessLines(view, width) : [];
  return whole.length > 0 && whole.length < room ? whole : guessInShort(view, width);
}

import { Box } from 'ink';
import { memo, useMemo } from 'react';
import type { Moment } from '../keys.ts';
import type { Area } from '../layout.ts';
import type { Page } from '../state/ui-state.ts';
import { type Line, span } from '../theme.ts';
import { checkLines } from '../view/check-lines.ts';
import { choiceLines, guessLines, questionLines } from '../view/guess-lines.ts';
import type { LessonView } from '../view/lesson-view.ts';
import { answeredLines, answerLines, noticeLines, pageLines } from '../view/page-lines.ts';
import { stepLines } from '../view/step-lines.ts';
import { useServices } from './context.tsx';
import { Lines } from './Lines.tsx';
import { Menu } from './Menu.tsx';
import { Scrolled } from './Scrolled.tsx';

/** Rows the text keeps above a prediction, however long that is. */
const leastText = 3;

type Props = {
  readonly view: LessonView;
  readonly page: Page | undefined;
  readonly prefixed: boolean;
  readonly scroll: number;
  readonly area: Area;
  readonly now: number;
  readonly moment: Moment | undefined;
  /** Whether a command was run in this step. */
  readonly acted: boolean;
};

/** The lesson's side: a page if one is open; else the step's text, and below it what is asked or true now. */
export const TextPane = memo(function TextPane(props: Props) {
  const { view, page, scroll, area, moment } = props;
  const { store } = useServices();
  const prefix = store.options.prefix.label;
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

function StepText({ view, page, prefixed, scroll, area, now, moment, acted }: Props) {
  const { store } = useServices();
  const { width, height } = area;
  const prefix = store.options.prefix.label;
  const body = useMemo(() => stepLines(view, width), [view, width]);
  const field = page?.kind === 'answer' ? [...answerLines(page.draft, view, width).lines, []] : [];
  const asks = moment?.offered.has('predict') === true && (page === undefined || page.kind === 'guess');
  const choices = asks ? Object.keys(view.step.predict?.choices ?? {}) : [];
  const items = choices.map((id, index) => choiceItem(view, id, index, width));
  const menuRows = items.reduce((sum, item) => sum + item.rows(false).length, 0);
  // Before the first command the text is what matters; then it shares the rows with what the checks found. One blank
  // row stands between the two.
  const kept = acted ? Math.min(body.length, Math.floor(height / 2)) : body.length;
  const below = height - field.length - kept - 1;
  const foot = asks
    ? questionLines(view, width).slice(0, Math.max(1, height - field.length - leastText - 1 - menuRows))
    : factsBelow(view, moment, prefix, now, width, below);
  const footRows = foot.length + menuRows + (foot.length > 0 ? 1 : 0);
  const room = Math.max(1, Math.min(body.length, height - field.length - footRows));
  const scrolls = page?.kind === 'reading' || page?.kind === 'guess';
  const keys = scrolls ? (page.kind === 'guess' ? 'PgDn' : '↓') : `${prefix} Tab`;
  return (
    <>
      <Lines lines={field} />
      <Scrolled lines={body} height={room} scroll={scroll} keys={keys} />
      <Lines lines={foot.length > 0 ? [[], ...foot] : []} />
      {items.length > 0 && (
        <Box flexShrink={0} flexDirection="column">
          <Menu
            key={view.step.id}
            items={items}
            focused={page?.kind === 'guess' && !prefixed}
            onSelect={choice => store.guess(choice)}
          />
        </Box>
      )}
    </>
  );
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

/** What the session has to tell, the guess beside its measurement, the answer, then the checks. */
function factsBelow(
  view: LessonView,
  moment: Moment | undefined,
  prefix: string,
  now: number,
  width: number,
  height: number,
): Line[] {
  const above = [
    noticeLines(view, width),
    guessLines(view, width),
    moment?.offered.has('answer') === true ? answeredLines(view, prefix, width) : [],
  ].flatMap(block => (block.length > 0 ? [...block, []] : []));
  const checks = checkLines(view, now, width, Math.max(1, height - above.length));
  return checks.length > 0 ? [...above, ...checks] : above.slice(0, -1);
}

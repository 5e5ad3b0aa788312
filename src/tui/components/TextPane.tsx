import { Box } from 'ink';
import { memo, useMemo } from 'react';
import type { Moment } from '../keys.ts';
import type { Area } from '../layout.ts';
import type { Page } from '../state/ui-state.ts';
import { markdownLines } from '../text/markdown.ts';
import { wrap } from '../text/wrap.ts';
import { type Line, span } from '../theme.ts';
import { checkLines } from '../view/check-lines.ts';
import { choiceLines, guessLines, questionLines } from '../view/guess-lines.ts';
import type { LessonView } from '../view/lesson-view.ts';
import { answerLines, pageLines } from '../view/page-lines.ts';
import { useServices } from './context.tsx';
import { Lines } from './Lines.tsx';
import { Menu } from './Menu.tsx';
import { Scrolled } from './Scrolled.tsx';

/** Rows the text of a step keeps, however long its checks are. */
const leastText = 4;

type Props = {
  readonly view: LessonView;
  readonly page: Page | undefined;
  readonly prefixed: boolean;
  readonly scroll: number;
  readonly area: Area;
  readonly now: number;
  readonly moment: Moment | undefined;
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

function StepText({ view, page, prefixed, scroll, area, now, moment }: Props) {
  const { store, words } = useServices();
  const { width, height } = area;
  const body = useMemo(() => stepLines(view, width), [view, width]);
  const field = page?.kind === 'answer' ? answerLines(page.draft, view, width).lines : [];
  const asks = moment?.offered.has('predict') === true && (page === undefined || page.kind === 'guess');
  const foot = asks ? questionLines(view, width) : factsBelow(view, now, width, height - leastText);
  const choices = asks ? Object.keys(view.step.predict?.choices ?? {}) : [];
  const items = choices.map((id, index) => choiceItem(view, id, index, width));
  const menuRows = items.reduce((sum, item) => sum + item.rows(false).length, 0);
  const footRows = foot.length + menuRows + (foot.length > 0 ? 1 : 0);
  const above = field.length > 0 ? field.length + 1 : 0;
  const room = Math.min(body.length, Math.max(leastText, height - above - footRows));
  const scrolls = page?.kind === 'reading' || page?.kind === 'guess';
  const keys = scrolls ? (page.kind === 'guess' ? 'PgDn' : '↓') : `${store.options.prefix.label} Tab`;
  return (
    <>
      {field.length > 0 && <Lines lines={[...field, []]} />}
      <Scrolled lines={body} height={room} scroll={scroll} keys={keys} />
      {foot.length > 0 && <Lines lines={[[], ...foot]} />}
      {items.length > 0 && (
        <Menu
          key={view.step.id}
          items={items}
          focused={page?.kind === 'guess' && !prefixed}
          onSelect={choice => store.send({ type: 'predict', choice })}
        />
      )}
      {view.state.phase === 'boot' && view.record.predicted !== undefined && (
        <Lines lines={wrap([span(words.t('tui.guess.locked'), 'dim')], width)} />
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

/** The step's own text; the lesson's question stands above its first step. */
function stepLines(view: LessonView, width: number): Line[] {
  return [
    ...(view.index === 0 ? [...wrap([span(view.prose.question, 'accent')], width), []] : []),
    ...wrap([span(view.wording.title, 'strong')], width),
    [],
    ...markdownLines(view.read(view.wording.body), width),
  ];
}

/** The guess beside its measurement, then the checks. */
function factsBelow(view: LessonView, now: number, width: number, height: number): Line[] {
  const guess = guessLines(view, width);
  const checks = checkLines(view, now, width, Math.max(1, height - guess.length));
  return [...guess, ...(guess.length > 0 && checks.length > 0 ? [[]] : []), ...checks];
}

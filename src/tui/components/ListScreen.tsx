import { Box } from 'ink';
import { isWide } from '../layout.ts';
import { entryOf } from '../state/catalogue.ts';
import type { UiState } from '../state/ui-state.ts';
import { wrap } from '../text/wrap.ts';
import { type Line, span } from '../theme.ts';
import { itemsThatFit, listItems } from '../view/list-lines.ts';
import { plainStatus } from '../view/status-line.ts';
import { useServices } from './context.tsx';
import { LessonDetail } from './LessonDetail.tsx';
import { Lines } from './Lines.tsx';
import { Menu } from './Menu.tsx';

/** Rows the detail pane has at least where it stands below the list; it has all that a short list leaves. */
const detailBelow = 5;

/** The lessons by part, and what the chosen one teaches. */
export function ListScreen({ ui }: { ui: UiState }) {
  const { words } = useServices();
  const { t } = words;
  const { columns, rows, catalogue, filter } = ui;
  const head: Line[] = [
    [span(' netdojo ', 'accent'), span(` ${t('tui.list.title')}`, 'strong')],
    filter === ''
      ? [span('─'.repeat(columns), 'dim')]
      : [span(` ${t('tui.list.filter')}: `, 'dim'), span(filter, 'accent'), span('▏', 'dim')],
  ];
  const keys = t(filter === '' ? 'tui.list.keys' : 'tui.list.filter-keys');
  const foot: Line[] = [[span('─'.repeat(columns), 'dim')], plainStatus(keys, columns)];
  const height = rows - head.length - foot.length;
  return (
    <>
      <Lines lines={head} />
      <Box height={height} flexShrink={0} overflow="hidden">
        {ui.listHelp ? (
          <Box flexDirection="column" paddingX={1}>
            <Lines lines={wrap([span(t('tui.list.help'))], Math.min(80, columns - 2))} />
          </Box>
        ) : catalogue === undefined ? (
          <Lines lines={[[span(` ${t('tui.loading')}`, 'dim')]]} />
        ) : (
          <Lessons ui={ui} height={height} />
        )}
      </Box>
      <Lines lines={foot} />
    </>
  );
}

function Lessons({ ui, height }: { ui: UiState; height: number }) {
  const { store, current, words } = useServices();
  const { columns, catalogue, filter, highlighted } = ui;
  if (catalogue === undefined) return null;
  const side = isWide(columns);
  const width = side ? Math.floor(columns * 0.56) : columns - 2;
  const items = listItems(catalogue, filter, words, width);
  const heights = items.map(item => item.rows(false).length);
  const most = Math.max(4, height - detailBelow - 1);
  // The whole list's rows, filtered or not: the detail below it must not move while somebody types.
  const all = listItems(catalogue, '', words, width).reduce((sum, item) => sum + item.rows(false).length, 0);
  const listHeight = side ? height : Math.min(most, all);
  const lesson = highlighted === undefined ? undefined : entryOf(catalogue, highlighted);
  const list =
    items.length === 0 ? (
      <Lines lines={[[span(` ${words.t('tui.list.none', { filter })}`, 'dim')]]} />
    ) : (
      <Menu
        // A new filter is a new menu: ink-select-input would go on from the row it stood on.
        key={filter}
        items={items}
        start={highlighted}
        limit={itemsThatFit(heights, listHeight)}
        focused
        onHighlight={id => store.update({ highlighted: id })}
        onSelect={id => void current.open(id, undefined)}
      />
    );
  return (
    <Box flexDirection={side ? 'row' : 'column'} paddingLeft={1}>
      <Box width={width} height={listHeight} flexShrink={0} flexDirection="column" overflow="hidden">
        {list}
      </Box>
      {side ? (
        <Box paddingLeft={2}>
          {lesson && items.length > 0 && (
            <LessonDetail lesson={lesson} width={columns - width - 5} height={height} />
          )}
        </Box>
      ) : (
        <Box flexDirection="column" paddingTop={1}>
          {lesson && items.length > 0 && (
            <LessonDetail lesson={lesson} width={width} height={height - listHeight - 1} />
          )}
        </Box>
      )}
    </Box>
  );
}

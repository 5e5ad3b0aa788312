import { Box } from 'ink';
import SelectInput from 'ink-select-input';
import { createContext, use } from 'react';
import { type Line, span } from '../theme.ts';
import { Lines } from './Lines.tsx';

/** An item of a menu. The rows are made by the caller, for chosen and not chosen, all as high. */
export type MenuItem = {
  readonly id: string;
  readonly rows: (selected: boolean) => readonly Line[];
};

const ItemsContext = createContext<ReadonlyMap<string, MenuItem>>(new Map());

/** ink-select-input gives an item's label and nothing else of it; the label is the id. */
function Item({ label, isSelected = false }: { label: string; isSelected?: boolean }) {
  const item = use(ItemsContext).get(label);
  return (
    <Box flexDirection="column">
      <Lines lines={item?.rows(isSelected) ?? [[span(label)]]} />
    </Box>
  );
}

/** The marker is part of an item's rows, which may begin with a heading. */
function NoIndicator() {
  return null;
}

/** A menu moved by arrows and chosen from by Enter. */
export function Menu({
  items,
  start,
  limit,
  focused,
  onHighlight,
  onSelect,
}: {
  items: readonly MenuItem[];
  /** Id of the item to stand on. */
  start?: string | undefined;
  /** Items shown at once. */
  limit?: number;
  focused: boolean;
  onHighlight?: (id: string) => void;
  onSelect: (id: string) => void;
}) {
  const at = items.findIndex(({ id }) => id === start);
  return (
    <ItemsContext value={new Map(items.map(item => [item.id, item]))}>
      <SelectInput<string>
        items={items.map(({ id }) => ({ key: id, label: id, value: id }))}
        initialIndex={Math.max(0, at)}
        isFocused={focused}
        indicatorComponent={NoIndicator}
        itemComponent={Item}
        onSelect={item => onSelect(item.value)}
        {...(limit === undefined ? {} : { limit })}
        {...(onHighlight === undefined ? {} : { onHighlight: item => onHighlight(item.value) })}
      />
    </ItemsContext>
  );
}

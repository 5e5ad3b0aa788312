import { useCursor } from 'ink';
import type { Area } from '../layout.ts';
import type { ScreenModel } from '../terminal/screen-model.ts';
import { useFrame } from './context.tsx';

/**
 * The real cursor: in the terminal, in a field, or hidden. One component for all, because each use of Ink's hook takes the
 * cursor from the others.
 */
export function RealCursor({
  screen,
  area,
  field,
}: {
  /** The terminal that has the keyboard. */
  screen: ScreenModel | undefined;
  area: Area;
  /** Place of a field being typed in, on the whole screen. */
  field: { readonly x: number; readonly y: number } | undefined;
}) {
  const { setCursorPosition } = useCursor();
  const cursor = useFrame(screen)?.cursor;
  setCursorPosition(
    field ?? (cursor === undefined ? undefined : { x: area.x + cursor.x, y: area.y + cursor.y }),
  );
  return null;
}

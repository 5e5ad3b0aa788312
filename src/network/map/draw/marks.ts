import type { MapCell, MapRow } from '../model.ts';
import type { MapTone } from './line.ts';
import { standingTone } from './tail.ts';

/** What stands for a row or for its place on a rail. State is told by it before any colour is. */
export type MarkKind = 'host' | 'running' | 'paused' | 'stopped' | 'namespace' | 'none';

/** What stands before the name of a row. */
export function rowMark(row: MapRow): MarkKind {
  if (row.kind !== 'container') return row.kind;
  if (row.standing.kind === 'paused') return 'paused';
  if (row.standing.kind !== 'running') return 'stopped';
  return isAdrift(row) ? 'none' : 'running';
}

/** Whether it runs and no rail reaches it: it has no cell, or only such as have lost their wire. */
function isAdrift({ cells, notes }: MapRow): boolean {
  return cells.every(({ joint }) => joint === 'cut') && !notes.some(({ kind }) => kind === 'shares');
}

/** What stands at a crossing that a row is on. */
export function cellMark(row: MapRow, { joint }: MapCell): MarkKind {
  if (joint === 'cut') return 'none';
  if (joint === 'off' || !isRunning(row)) return 'stopped';
  return row.kind === 'container' ? 'running' : row.kind;
}

/** What the state of a row means. */
export function rowTone(row: MapRow): MapTone {
  if (row.kind === 'host') return 'host';
  return row.kind === 'container' ? standingTone(row.standing) : 'plain';
}

/** What the state of a place on a rail means. */
export function cellTone(row: MapRow, { joint }: MapCell): MapTone {
  if (joint === 'cut') return 'wrong';
  return joint === 'off' ? 'stopped' : rowTone(row);
}

/** Whether the line of a row is drawn in one stroke. */
export function isRunning(row: MapRow): boolean {
  return row.kind !== 'container' || row.standing.kind === 'running';
}

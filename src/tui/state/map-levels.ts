import type { Step } from '../../lesson/index.ts';
import type { Page } from './ui-state.ts';

type MapLevel = Extract<Page, { kind: 'map' }>['level'];

/** What the map's page shows after `level`. Where there is room, a goal stands beside the map and is no level of its own. */
export function levelAfter(level: MapLevel, goal: Step['goal'], wide: boolean): MapLevel {
  switch (level) {
    case 'rails':
      return goal === undefined || wide ? 'wires' : 'goal';
    case 'goal':
      return 'wires';
    case 'wires':
      return 'rails';
  }
}

import { drawMatrix, matrixDifferences, matrixLegend } from '../../network/index.ts';
import type { MatrixAsked } from '../../session/index.ts';
import type { Key } from '../../text/index.ts';
import type { Page } from '../state/ui-state.ts';
import { cellWidth } from '../text/cell-width.ts';
import { wrap } from '../text/wrap.ts';
import { type Line, span } from '../theme.ts';
import type { Words } from '../words.ts';
import { drawnLines } from './map-lines.ts';

/** Who reaches whom: predicted at first, then measured, with what the letters mean. */
export function matrixLines(page: Extract<Page, { kind: 'matrix' }>, words: Words, width: number): Line[] {
  const { t, say } = words;
  const { asked, seen, measured, trouble } = page;
  const title = wrap([span(t('tui.matrix.title'), 'strong'), span(`  ${t(howAsked(asked))}`)], width);
  if (trouble !== undefined) return [...title, [], ...wrap([span(say(trouble), 'unknown')], width)];
  if (seen === undefined) return [...title, [span(t('tui.map.reading'), 'dim')]];
  const differences = matrixDifferences(seen);
  const state = !measured
    ? t('tui.matrix.predicted', { count: seen.cells.length })
    : t(differences.length === 0 ? 'tui.matrix.agrees' : 'tui.matrix.differs');
  const legend = matrixLegend(seen).map(({ letter, meaning }) => `${letter} ${say(meaning)}`);
  return [
    ...title,
    ...wrap([span(state, 'dim')], width),
    [],
    ...drawnLines(drawMatrix(seen, width, cellWidth)),
    [],
    ...wrap([span(t('matrix.how-to-read'), 'dim')], width),
    ...wrap([span(legend.join('   '), 'dim')], width),
    ...differences.flatMap(one => wrap([span(say(one), 'fail')], width, [span('  ')])),
  ];
}

function howAsked({ protocol, by }: MatrixAsked): Key {
  switch (protocol) {
    case 'tcp':
      return by === 'name' ? 'tui.matrix.tcp-name' : 'tui.matrix.tcp-address';
    case 'icmp':
      return 'tui.matrix.icmp';
    case 'dns':
      return 'tui.matrix.dns';
  }
}

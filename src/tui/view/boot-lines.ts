import type { SessionState } from '../../session/index.ts';
import { cellWidth, cutCells, padCells } from '../text/cell-width.ts';
import { type Line, span } from '../theme.ts';
import type { Words } from '../words.ts';

type Stage = SessionState['boot'][number];

const glyphs = { running: '…', done: '✔', failed: '✖' } as const;
const roles = { running: 'accent', done: 'pass', failed: 'fail' } as const;

/** The whole boot page: heading, stages, and that reading on is fine. */
export function bootLines(
  stages: readonly Stage[],
  elapsed: (stage: Stage) => number,
  words: Words,
  width: number,
): Line[] {
  return [
    [span(words.t('tui.boot.title'), 'strong')],
    [],
    ...stageLines(stages, elapsed, words, width),
    [],
    [span(words.t('tui.boot.meanwhile'), 'dim')],
  ];
}

/** The stages of making a lab, each with its time and whether it is done once or every time. `elapsed` gives ms. */
export function stageLines(
  stages: readonly Stage[],
  elapsed: (stage: Stage) => number,
  words: Words,
  width: number,
): Line[] {
  const { t } = words;
  const name = (stage: Stage) => words.say({ code: `stage.${stage.id}` });
  const column = Math.min(width - 24, Math.max(0, ...stages.map(stage => cellWidth(name(stage)))));
  return stages.flatMap((stage): Line[] => {
    const often = t(stage.once === true ? 'tui.boot.once' : 'tui.boot.every');
    const time = t('tui.boot.elapsed', { s: (elapsed(stage) / 1000).toFixed(1) });
    const detail = stage.status === 'done' ? undefined : stage.detail;
    return [
      [
        span(`${glyphs[stage.status]} `, roles[stage.status]),
        span(padCells(cutCells(name(stage), column), column)),
        span(` ${time.padStart(8)}  ${often}`, 'dim'),
      ],
      ...(detail === undefined ? [] : [[span(`  ${cutCells(detail, width - 2)}`, 'dim')] as const]),
    ];
  });
}

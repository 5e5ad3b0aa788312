import type { SessionState } from '../../session/index.ts';
import { padCells } from '../text/cell-width.ts';
import { wrap } from '../text/wrap.ts';
import { type Line, span } from '../theme.ts';
import type { Words } from '../words.ts';

type Stage = SessionState['boot'][number];

const glyphs = { running: '…', done: '✔', failed: '✖' } as const;
const roles = { running: 'accent', done: 'pass', failed: 'fail' } as const;

/** The stages of making a lab, each with its time and whether it is done once or every time. `elapsed` gives ms. */
export function bootLines(
  stages: readonly Stage[],
  elapsed: (stage: Stage) => number,
  words: Words,
  width: number,
): Line[] {
  const { t } = words;
  const rows = stages.flatMap((stage): Line[] => {
    const often = t(stage.once === true ? 'tui.boot.once' : 'tui.boot.every');
    const time = t('tui.boot.elapsed', { s: (elapsed(stage) / 1000).toFixed(1) });
    const name = words.say({ code: `stage.${stage.id}` });
    const line: Line = [
      span(`${glyphs[stage.status]} `, roles[stage.status]),
      span(padCells(name, 22)),
      span(` ${time.padStart(7)}  ${often}`, 'dim'),
    ];
    const detail = stage.status === 'done' ? undefined : stage.detail;
    return [
      ...wrap(line, width, [span('  ')]),
      ...(detail === undefined ? [] : wrap([span(`  ${detail}`, 'dim')], width, [span('  ')]).slice(0, 2)),
    ];
  });
  return [[span(t('tui.boot.title'), 'strong')], [], ...rows, [], [span(t('tui.boot.meanwhile'), 'dim')]];
}

import type { Said } from '../../probe/schema/index.ts';
import type { SessionState } from '../../session/index.ts';
import { cellWidth, cutCells, padCells } from '../text/cell-width.ts';
import { inlineText } from '../text/inline.ts';
import { type Line, span } from '../theme.ts';
import type { Words } from '../words.ts';
import type { LessonView } from './lesson-view.ts';

type Stage = SessionState['boot'][number];

/** What a stage is called. */
export function stageSaid({ id, params }: Stage): Said {
  return { code: `stage.${id}`, ...(params === undefined ? {} : { params }) };
}

const glyphs = { running: '…', done: '✔', failed: '✖' } as const;
const roles = { running: 'accent', done: 'pass', failed: 'fail' } as const;

/** The whole boot page: heading, the lines of the stages, and that reading on is fine. */
export function bootLines(stages: readonly Line[], { t }: Words): Line[] {
  return [[span(t('tui.boot.title'), 'strong')], [], ...stages, [], [span(t('tui.boot.meanwhile'), 'dim')]];
}

/** The stages of making a lab, each with its time and whether it is done once or every time. `elapsed` gives ms. */
export function stageLines(
  stages: readonly Stage[],
  elapsed: (stage: Stage) => number,
  view: Pick<LessonView, 'words' | 'prose'>,
  width: number,
): Line[] {
  const { t, say } = view.words;
  const name = (stage: Stage) => say(stageSaid(stage));
  const column = Math.min(width - 24, Math.max(0, ...stages.map(stage => cellWidth(name(stage)))));
  return stages.flatMap((stage): Line[] => {
    const often = t(stage.once === true ? 'tui.boot.once' : 'tui.boot.every');
    const time = t('tui.boot.elapsed', { s: (elapsed(stage) / 1000).toFixed(1) });
    const detail = stage.status === 'done' ? undefined : detailOf(stage, view);
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

/** Steps are told by their ids; a learner knows them by their titles. */
function detailOf({ id, detail }: Stage, { prose }: Pick<LessonView, 'prose'>): string | undefined {
  const title = id === 'forward' && detail !== undefined ? prose.steps[detail]?.title : undefined;
  return title === undefined ? detail : inlineText(title);
}

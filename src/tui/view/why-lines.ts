import { causeSaid, stepIds } from '../../network/index.ts';
import type { WhyStep } from '../../session/index.ts';
import type { Page } from '../state/ui-state.ts';
import { cellWidth, padCells } from '../text/cell-width.ts';
import { wrap } from '../text/wrap.ts';
import { type Line, type Role, span } from '../theme.ts';
import { checkTitle } from './check-lines.ts';
import type { LessonView } from './lesson-view.ts';

const verdicts = ['ok', 'fail', 'unknown', 'skipped'] as const;
const roles: Readonly<Record<WhyStep['verdict'], Role>> = {
  ok: 'pass',
  fail: 'fail',
  unknown: 'unknown',
  skipped: 'dim',
};

/** The way of a check's packet: each step as it was measured, and what stops it. */
export function whyLines(page: Extract<Page, { kind: 'why' }>, view: LessonView, width: number): Line[] {
  const { t, say } = view.words;
  const { check, told, trouble } = page;
  if (check === undefined) return wrap([span(t('tui.why.no-check'))], width);
  const shown = view.state.checks.find(({ id, step }) => id === check.id && step === check.step);
  const title = shown === undefined ? check.id : checkTitle(view, shown);
  return [
    ...wrap([span(t('tui.why.title', { check: title }), 'strong')], width),
    [],
    ...page.steps.flatMap(step => stepRows(step, view, width)),
    ...(told === undefined && trouble === undefined ? [[], [span(t('tui.why.measuring'), 'dim')]] : []),
    ...(trouble === undefined ? [] : [[], ...wrap([span(say(trouble), 'unknown')], width)]),
    ...(told === undefined
      ? []
      : [
          [],
          ...wrap([span(say(told.verdict), told.measured.measured ? 'strong' : 'unknown')], width),
          ...(told.measured.measured && told.measured.outcome === 'open'
            ? told.causes.flatMap(one =>
                wrap([span(`${t('fact.because')}  `, 'dim'), span(say(causeSaid(one)))], width, [span('  ')]),
              )
            : []),
          ...wrap([span(say(told.comparison), 'dim')], width),
        ]),
  ];
}

/** A step: its verdict and name in fixed columns, what was found, and below it why. */
function stepRows({ id, verdict, found, causes }: WhyStep, view: LessonView, width: number): Line[] {
  const { t, say } = view.words;
  const verdictColumn = Math.max(...verdicts.map(one => cellWidth(t(`why.verdict.${one}`)))) + 1;
  const nameColumn = Math.max(...stepIds.map(one => cellWidth(t(`step.${one}`)))) + 1;
  const indent = 2 + verdictColumn + nameColumn;
  const beside = (value: Line): Line[] => wrap(value, width - indent);
  const head: Line = [
    span(`${stepIds.indexOf(id) + 1} `, 'dim'),
    span(padCells(t(`why.verdict.${verdict}`), verdictColumn), roles[verdict]),
    span(padCells(t(`step.${id}`), nameColumn), 'dim'),
  ];
  const margin = span(' '.repeat(indent));
  const [first = [], ...rest] = beside([span(say(found))]);
  return [
    [...head, ...first],
    ...rest.map((line): Line => [margin, ...line]),
    ...causes.flatMap(one =>
      beside([span(`${t('fact.because')}  `, 'dim'), span(say(causeSaid(one)))]).map(
        (line): Line => [margin, ...line],
      ),
    ),
  ];
}

import { said } from '../../probe/schema/index.ts';
import type { Rule } from '../manuscript.ts';
import type { Step } from '../schema.ts';
import type { Complaint } from '../types.ts';

/** Steps that give something to do have three hints in each language, and none of them is the solution. */
export const hints: Rule = ({ structure, sheets }) =>
  sheets.flatMap(({ file, steps }) =>
    structure.steps.flatMap((step): Complaint[] => {
      const prose = steps.find(one => one.id === step.id);
      if (prose === undefined) return [];
      if (prose.hints === undefined)
        return needsHints(step)
          ? [{ file, line: prose.line, column: 1, what: said('lint.no-hints', { step: step.id }) }]
          : [];
      const { items, line } = prose.hints;
      if (items.length === 0) return [];
      const found: Complaint[] =
        items.length === 3
          ? []
          : [{ file, line, column: 1, what: said('lint.hint-count', { count: items.length }) }];
      for (const hint of items) {
        const shared = solutionLines(step).find(solution => givesAway(hint.text, solution));
        if (shared !== undefined)
          found.push({
            file,
            line: hint.line,
            column: hint.column,
            what: said('lint.hint-is-solution', { solution: shared }),
          });
      }
      return found;
    }),
  );

function needsHints(step: Step): boolean {
  return step.checks.length > 0 || ['do', 'answer', 'repair'].includes(step.kind);
}

/** What hints must not give away. A `run` step shows its command in its text: there is nothing left to give away. */
function solutionLines(step: Step): string[] {
  if (step.kind === 'run') return [];
  return step.solutions.flatMap(({ run, answer }) => [
    ...(run ?? '').split('\n').filter(line => line.trim() !== '' && !line.trim().startsWith('#')),
    ...(answer === undefined ? [] : [answer]),
  ]);
}

/** A shared run this long is the solution, however long its line: whitespace isn't counted. */
const longRun = 24;
/** So is this share of a line, unless the line is so short that any mention of its program would be one. */
const largeShare = 0.75;
const shortLine = 10;

function givesAway(hint: string, solution: string): boolean {
  const [one, other] = [squeeze(hint), squeeze(solution)];
  const run = longestSharedRun(one, other);
  return run >= longRun || (run >= Math.min(shortLine, other.length) && run >= largeShare * other.length);
}

function squeeze(text: string): string {
  return text.replace(/[\s`]+/g, '');
}

/** Length of the longest run of characters two texts share. */
export function longestSharedRun(one: string, other: string): number {
  let longest = 0;
  let before: number[] = [];
  for (const char of one) {
    const now: number[] = [];
    for (let index = 0; index < other.length; index++) {
      now[index] = other[index] === char ? (before[index - 1] ?? 0) + 1 : 0;
      longest = Math.max(longest, now[index] ?? 0);
    }
    before = now;
  }
  return longest;
}

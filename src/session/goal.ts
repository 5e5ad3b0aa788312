import type { Lesson, Step } from '../lesson/index.ts';
import type { Goal, GoalContainer } from '../network/index.ts';
import { splitHost } from '../probe/index.ts';

/** Where a step is to lead, host by host; undefined where it declares no goal. */
export function goalOf(lesson: Pick<Lesson, 'hosts'>, { goal }: Pick<Step, 'goal'>): Goal | undefined {
  if (goal === undefined) return undefined;
  const [first = ''] = lesson.hosts;
  return Object.entries(goal.containers).map(([text, way]): GoalContainer => {
    const { host = first, name } = splitHost(text);
    return typeof way === 'string'
      ? { machine: host, name, shares: way.replace(/^container:/, '') }
      : { machine: host, name, networks: way };
  });
}

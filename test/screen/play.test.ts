import { afterEach, describe, expect, it } from 'vitest';
import { Learner, lessonOf } from './learner.ts';
import { keys } from './terminal.ts';

const sizes = [
  { columns: 80, rows: 24, lang: 'en', lesson: 'default-bridge' },
  { columns: 120, rows: 40, lang: 'zh', lesson: 'default-bridge' },
  { columns: 80, rows: 24, lang: 'zh', lesson: 'isolation' },
  { columns: 120, rows: 40, lang: 'en', lesson: 'isolation' },
] as const;

let learner: Learner | undefined;
afterEach(() => learner?.leave());

describe.each(sizes)('at $columns × $rows in $lang', ({ columns, rows, lang, lesson: id }) => {
  it(`plays ${id} from the list to its closing page`, async () => {
    const lesson = lessonOf(id);
    learner = new Learner({ lang, columns, rows });
    const { terminal } = learner;
    await learner.open(lesson);
    for (const [index, step] of lesson.steps.entries()) {
      await learner.atStep(lesson, index);
      await learner.solve(lesson, step);
      await learner.next();
    }
    await terminal.until(learner.words('tui.status.closing'));
    expect(terminal.screen.rows()).toHaveLength(rows);
    terminal.send(keys.enter);
    await terminal.until(learner.words('lesson.done'));
    terminal.send(keys.ctrlC);
    expect(await terminal.exited).toEqual({ exitCode: 0, signal: 0 });
    await terminal.until(() => !terminal.screen.alternate());
  }, 240_000);
});

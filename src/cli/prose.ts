import type { Lesson, LessonProse } from '../lesson/index.ts';
import type { Lang } from '../text/index.ts';

/** The lesson's words in a language, or in English where it is not translated yet. */
export function proseIn(lesson: Lesson, lang: Lang): LessonProse | undefined {
  return lesson.prose[lang] ?? lesson.prose.en;
}

/** What a step is called. */
export function stepTitle(lesson: Lesson, step: string, lang: Lang): string {
  return proseIn(lesson, lang)?.steps[step]?.title ?? step;
}

import { join, resolve } from 'node:path';
import { said } from '../probe/schema/index.ts';
import { compiledLesson } from './compiled.ts';
import { type Manuscript, readManuscript, top } from './manuscript.ts';
import { headings, languages } from './rules/headings.ts';
import type { Sheet, StepSheet } from './sheet.ts';
import type { Complaint, Lesson, LessonProse, StepProse } from './types.ts';

/** A lesson, or everything that keeps it from being one. */
export type Loaded =
  | { readonly lesson: Lesson; readonly complaints?: undefined }
  | { readonly lesson?: undefined; readonly complaints: readonly Complaint[] };

/**
 * Loads the lesson in a folder: its structure and the prose of each language whose file is there. English must be;
 * without Chinese `prose.zh` is undefined and the reader shows English. Throws only what the file system throws.
 */
export function loadLesson(folder: string): Loaded {
  const lesson = compiledLesson(folder);
  return lesson === undefined ? readLesson(folder) : { lesson };
}

/** Loads a lesson from its sources, whatever the build has left. Else as {@link loadLesson}. */
export function readLesson(folder: string): Loaded {
  const manuscript = readManuscript(folder);
  const complaints = formComplaints(manuscript);
  const { structure, sheets } = manuscript;
  if (structure === undefined || complaints.length > 0) return { complaints };
  const proseOf = (lang: string): LessonProse | undefined => {
    const sheet = sheets.find(one => one.lang === lang);
    return sheet === undefined ? undefined : assemble(sheet);
  };
  return {
    lesson: { ...structure, folder: resolve(folder), prose: { en: proseOf('en'), zh: proseOf('zh') } },
  };
}

/** What keeps a manuscript from being a lesson: files, schema, form of the prose, headings. */
export function formComplaints(manuscript: Manuscript): Complaint[] {
  const { folder, structure, sheets } = manuscript;
  const english = sheets.some(sheet => sheet.lang === 'en');
  return [
    ...manuscript.complaints,
    ...(english ? [] : [top(join(folder, 'en.md'), said('lint.no-file', { name: 'en.md' }))]),
    ...(structure === undefined ? [] : headings({ ...manuscript, structure })),
    ...languages(manuscript),
  ];
}

function assemble(sheet: Sheet): LessonProse {
  return {
    lang: sheet.lang,
    title: sheet.title.text,
    question: sheet.question.text,
    intro: sheet.intro.text,
    steps: Object.fromEntries(sheet.steps.map(step => [step.id, assembleStep(step)])),
    closing: sheet.closing?.text ?? '',
  };
}

function assembleStep(step: StepSheet): StepProse {
  const { predict } = step;
  return {
    title: step.title,
    body: step.body,
    prediction:
      predict === undefined
        ? undefined
        : {
            question: predict.question,
            choices: Object.fromEntries(predict.choices.map(({ id, text, reply }) => [id, { text, reply }])),
          },
    hints: step.hints?.items.map(({ text }) => text) ?? [],
    checks: Object.fromEntries(
      step.checks.map(({ id, title, says }) => [
        id,
        { title, says: Object.fromEntries(says.map(({ key, text }) => [key, text])) },
      ]),
    ),
  };
}

import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { said } from '../probe/schema/index.ts';
import { readCurriculum } from './curriculum.ts';
import { formComplaints } from './load.ts';
import { type Manuscript, type Readable, type Rule, readManuscript, top } from './manuscript.ts';
import { asserts } from './rules/asserts.ts';
import { commands, shownCommand } from './rules/commands.ts';
import { contradictions } from './rules/contradictions.ts';
import { engineParts, onEveryEngine } from './rules/engines.ts';
import { files } from './rules/files.ts';
import { goals } from './rules/goals.ts';
import { hints } from './rules/hints.ts';
import { goodNames, saidNames } from './rules/names.ts';
import { placeholders, samePlaceholders } from './rules/placeholders.ts';
import { places } from './rules/places.ts';
import { predictions } from './rules/predictions.ts';
import { references } from './rules/references.ts';
import { sameBlocks } from './rules/same-blocks.ts';
import { sentences } from './rules/sentences.ts';
import { shells } from './rules/shells.ts';
import { stepParts } from './rules/steps.ts';
import { wording } from './rules/wording.ts';
import { wrongAnswers } from './rules/wrong-answers.ts';
import type { Complaint, Vocabulary } from './types.ts';

/** What came of linting: every complaint, sorted by file and place, and how many lessons were read. */
export type Linted = { readonly complaints: readonly Complaint[]; readonly lessons: number };

/** Rules that need the structure. The others look at the prose alone. */
const rules: readonly Rule[] = [
  references,
  placeholders,
  stepParts,
  asserts,
  contradictions,
  predictions,
  goals,
  hints,
  saidNames,
  goodNames,
  commands,
  shownCommand,
  shells,
  files,
  places,
];

/**
 * Judges a lesson (its folder, or a file in it) or a whole curriculum (the folder of `curriculum.yaml`). All complaints at
 * once. `vocabulary`: what checks can say. Throws only what the file system throws.
 */
export function lint(path: string, vocabulary: Vocabulary): Linted {
  const folder = existsSync(path) && statSync(path).isFile() ? dirname(path) : path;
  if (existsSync(join(folder, 'curriculum.yaml'))) return lintCurriculum(folder, vocabulary);
  if (['lesson.yaml', 'en.md', 'zh.md'].some(name => existsSync(join(folder, name))))
    return { complaints: sorted(lintLesson(folder, vocabulary)), lessons: 1 };
  return { complaints: [top(folder, said('lint.nothing-here'))], lessons: 0 };
}

function lintCurriculum(folder: string, vocabulary: Vocabulary): Linted {
  const { parts, complaints } = readCurriculum(folder);
  const ids = [...new Set(parts.flatMap(part => part.lessons))].filter(id =>
    existsSync(join(folder, id, 'lesson.yaml')),
  );
  return {
    complaints: sorted([...complaints, ...ids.flatMap(id => lintLesson(join(folder, id), vocabulary))]),
    lessons: ids.length,
  };
}

function lintLesson(folder: string, vocabulary: Vocabulary): Complaint[] {
  const manuscript = readManuscript(folder);
  const { structure } = manuscript;
  return [
    ...formComplaints(manuscript),
    ...untranslated(manuscript),
    ...sameBlocks(manuscript),
    ...wording(manuscript),
    ...(structure === undefined ? [] : judged({ ...manuscript, structure }, vocabulary)),
  ];
}

function judged(lesson: Readable, vocabulary: Vocabulary): Complaint[] {
  return [
    ...engineParts(lesson),
    ...wrongAnswers(lesson, vocabulary),
    ...sentences(lesson, vocabulary),
    ...samePlaceholders(lesson),
    ...onEveryEngine(lesson, readable => rules.flatMap(rule => rule(readable))),
  ];
}

/** A lesson without Chinese loads, and shows English; it isn't finished. */
function untranslated({ folder, sheets }: Manuscript): Complaint[] {
  return sheets.some(sheet => sheet.lang === 'zh')
    ? []
    : [top(join(folder, 'zh.md'), said('lint.no-file', { name: 'zh.md' }))];
}

function sorted(complaints: readonly Complaint[]): Complaint[] {
  return [...complaints].sort(
    (one, other) => compare(one.file, other.file) || one.line - other.line || one.column - other.column,
  );
}

/** Orders file names the same on every machine, whatever its locale. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

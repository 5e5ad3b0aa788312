import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Said, said } from '../probe/schema/index.ts';
import { type Checked, checkAgainst } from './issues.ts';
import { readProse } from './prose.ts';
import { type LessonStructure, lessonSchema } from './schema.ts';
import type { Sheet } from './sheet.ts';
import type { Complaint, Lang } from './types.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

const langs = ['en', 'zh'] as const satisfies readonly Lang[];

/** The files of a lesson as the author left them, read and positioned. */
export type Manuscript = {
  readonly folder: string;
  readonly yaml: YamlFile;
  /** Undefined when `lesson.yaml` is not in the form of the schema. */
  readonly structure: LessonStructure | undefined;
  /** Languages whose file is there, in the order of {@link langs}. */
  readonly sheets: readonly Sheet[];
  /** What is wrong with the form of the files themselves. */
  readonly complaints: readonly Complaint[];
};

/** A manuscript whose structure could be read: what the rules look at. */
export type Readable = Manuscript & { readonly structure: LessonStructure };

/** Judges a lesson: everything it finds, in any order. */
export type Rule = (lesson: Readable) => Complaint[];

/** Reads the files of a lesson. Missing ones are complaints. Throws only what the file system throws. */
export function readManuscript(folder: string): Manuscript {
  const file = join(folder, 'lesson.yaml');
  const source = readIfThere(file);
  const yaml = readYaml(file, source ?? '');
  const checked: Checked<LessonStructure> =
    source === undefined
      ? { value: undefined, complaints: [top(file, said('lint.no-file', { name: 'lesson.yaml' }))] }
      : checkAgainst(yaml, lessonSchema);
  const sheets = langs.flatMap(lang => {
    const path = join(folder, `${lang}.md`);
    const prose = readIfThere(path);
    return prose === undefined ? [] : [readProse(lang, path, prose)];
  });
  return {
    folder,
    yaml,
    structure: checked.value,
    sheets,
    complaints: [...checked.complaints, ...sheets.flatMap(sheet => sheet.complaints)],
  };
}

/** A complaint about a file as a whole. */
export function top(file: string, what: Said): Complaint {
  return { file, line: 1, column: 1, what };
}

/** The text of a file without the mark some editors begin it with, or `undefined` when there is none. */
export function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').replace(/^\ufeff/, '') : undefined;
}

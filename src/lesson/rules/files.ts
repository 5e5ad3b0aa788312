import { readFileSync } from 'node:fs';
import { said } from '../../probe/schema/index.ts';
import { filesOnHost, type LessonFile, lessonFiles } from '../files.ts';
import { unknownWord } from '../issues.ts';
import { type Readable, type Rule, top } from '../manuscript.ts';
import { scriptsOf } from '../scripts.ts';
import type { Complaint } from '../types.ts';

/** Kilobytes one file may have, and all of a lesson: they are copied at every boot. */
const most = { one: 64, all: 256 };

/** `files/` holds small plain files, and what a script takes from `/lesson` is there. */
export const files: Rule = lesson => {
  const found = lessonFiles(lesson.folder);
  const total = found.reduce((sum, { size }) => sum + size, 0);
  const complaints = found.flatMap(file => judged(file).map(what => top(file.path, what)));
  const last = found.at(-1);
  if (last !== undefined && total > most.all * 1024)
    complaints.push(top(last.path, said('lint.files-too-large', { size: kilobytes(total), most: most.all })));
  return [...complaints, ...missing(lesson, found)];
};

function judged({ name, path, kind, size, executable }: LessonFile): Complaint['what'][] {
  if (kind !== 'file') return [said('lint.file-not-plain')];
  const found: Complaint['what'][] = [];
  if (!/^[\w./-]+$/.test(name)) found.push(said('lint.file-name'));
  if (size > most.one * 1024)
    found.push(said('lint.file-too-large', { size: kilobytes(size), most: most.one }));
  else if (!executable && readFileSync(path, 'latin1').startsWith('#!'))
    found.push(said('lint.file-not-executable'));
  return found;
}

function kilobytes(size: number): number {
  return Math.ceil(size / 1024);
}

function missing(lesson: Readable, found: readonly LessonFile[]): Complaint[] {
  const known = found.map(({ name }) => `${filesOnHost}/${name}`);
  const there = (path: string): boolean => known.some(one => one === path || one.startsWith(`${path}/`));
  return scriptsOf(lesson).flatMap(script =>
    script.text
      .split('\n')
      .flatMap((line, row) =>
        [...line.matchAll(/(?<![\w./-])\/lesson\/([\w./-]*\w)/g)]
          .filter(([path]) => !there(path))
          .map(match => script.at(row, unknownWord('lint.no-lesson-file', match[0], known), match.index + 1)),
      ),
  );
}

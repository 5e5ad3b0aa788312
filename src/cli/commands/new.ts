import { existsSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { createLesson, idLike, isLessonId, lessonsFolder } from '../../lesson/index.ts';
import { type Run, textOption } from '../command-spec.ts';
import { exit } from '../exit.ts';
import { note, print, printJson, words } from '../output.ts';
import { UsageError } from '../usage-error.ts';

/** Makes a small lesson that lints and proves, prints its folder, and says what to do with it. */
export const run: Run = async (context, [id = ''], options) => {
  const parent = resolve(textOption(options, 'in') ?? '.');
  if (!isLessonId(id)) throw new UsageError('cli.new.bad-id', { word: id }, idLike(id));
  if (!existsSync(parent) || !statSync(parent).isDirectory())
    throw new UsageError('cli.new.no-folder', { word: shown(parent) });
  const folder = await createLesson(parent, id).catch((error: unknown) => {
    throw refusal(error, parent, id);
  });
  if (context.json) printJson({ lesson: id, folder });
  else print(shown(folder));
  const guide = shown(join(lessonsFolder(), 'README.md'));
  note(words(context, 'cli.new.next', { folder: shown(folder), guide }));
  const list = join(parent, 'curriculum.yaml');
  if (existsSync(list)) note(words(context, 'cli.new.list', { lesson: id, file: shown(list) }));
  return exit.done;
};

/** A path as one that can be typed: with a slash, or other commands would take it for the name of a lesson. */
function shown(path: string): string {
  const short = relative('.', path);
  if (short === '') return '.';
  return short.startsWith('..') ? path : short.includes('/') ? short : `./${short}`;
}

function refusal(error: unknown, parent: string, id: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const folder = shown(join(parent, id));
  if (code === 'EEXIST') return new UsageError('cli.new.exists', { folder });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new UsageError('cli.new.not-writable', { folder: shown(parent) });
  return error;
}

import { relative } from 'node:path';
import type { Complaint } from '../lesson/index.ts';
import type { Context } from './context.ts';
import { spoken } from './output.ts';

/** A complaint as editors and people read it: `file:line:column: sentence`. */
export function complaintLine(
  context: Pick<Context, 'lang'>,
  { file, line, column, what }: Complaint,
): string {
  return `${relative(process.cwd(), file)}:${line}:${column}: ${spoken(context, what)}`;
}

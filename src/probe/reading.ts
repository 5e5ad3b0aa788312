import type { ReadAnswer } from '../lab/index.ts';
import { ask } from './ask.ts';
import { isObstacle, type Obstacle } from './obstacle.ts';
import type { Source } from './source.ts';

/** What stands at a path among the files of a source. Rejects as `ask` does. */
export async function readAt(
  source: Source,
  path: string,
  signal: AbortSignal,
): Promise<ReadAnswer | Obstacle> {
  return await ask(source.host, 'read', { root: source.root, path }, signal);
}

/** A file of the kernel about the network namespace of a source: its text, undefined when there is no such file. */
export async function readNet(
  source: Source,
  name: string,
  signal: AbortSignal,
): Promise<{ readonly text: string | undefined } | Obstacle> {
  const path = `/proc/self/net/${name}`;
  const answer = await ask(source.host, 'read', { root: 'host', ns: source.ns, path }, signal);
  if (isObstacle(answer)) return answer;
  return { text: textOf(answer) };
}

/** The text of a file; undefined when it isn't there, or is no file. */
export function textOf(answer: ReadAnswer): string | undefined {
  return answer.is === 'file' ? answer.text : undefined;
}

/** The words of each line of a settings file, without its comments. */
export function wordsIn(text: string): string[][] {
  return text
    .split('\n')
    .map(line => line.replace(/[#;].*/, '').trim())
    .filter(line => line !== '')
    .map(line => line.split(/\s+/));
}

import * as z from 'zod';
import { LineReader } from './lines.ts';

const progressLine = z.object({
  stream: z.string().optional(),
  status: z.string().optional(),
  id: z.string().optional(),
  progress: z.string().optional(),
  error: z.string().optional(),
  aux: z.object({ ID: z.string().optional() }).optional(),
});

/**
 * Reads what an engine says while it builds, pulls, imports or loads, to the end. Returns the id of the image built, if
 * it said one. Throws what it says went amiss, and the signal's reason.
 */
export async function readProgress(
  progress: NodeJS.ReadableStream,
  onLine: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  let id: string | undefined;
  const lines = new LineReader();
  for await (const chunk of progress) {
    signal?.throwIfAborted();
    for (const line of lines.read(Buffer.from(chunk))) {
      if (line.trim() === '') continue;
      const said = progressLine.parse(JSON.parse(line));
      if (said.error !== undefined) throw new Error(said.error);
      id = said.aux?.ID ?? id;
      const text = said.stream ?? [said.id, said.status, said.progress].filter(Boolean).join(' ');
      if (text.trim() !== '') onLine(text.trim());
    }
  }
  return id;
}

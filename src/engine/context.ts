import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { EnvironmentError } from './error.ts';

const config = z.object({ currentContext: z.string().optional() });
const meta = z.object({ Endpoints: z.object({ docker: z.object({ Host: z.string() }) }) });

/** The folder of the CLI's settings: `DOCKER_CONFIG`, or `.docker` in the home folder. */
export function configFolder(env: NodeJS.ProcessEnv, home: string): string {
  return env.DOCKER_CONFIG ? env.DOCKER_CONFIG : join(home, '.docker');
}

/** Name of the context the user has chosen with `docker context use`; undefined when none. Throws `engine-config` for a file that cannot be read. */
export async function currentContext(folder: string): Promise<string | undefined> {
  const file = join(folder, 'config.json');
  const text = await readIfThere(file, 'engine-config', { file });
  if (text === undefined) return undefined;
  const parsed = config.safeParse(parseJson(text));
  if (!parsed.success) throw new EnvironmentError('engine-config', { file }, { cause: parsed.error });
  return parsed.data.currentContext || undefined;
}

/** The engine address a context stands for. Throws `engine-context-missing` or `engine-context-broken`. */
export async function contextAddress(folder: string, context: string): Promise<string> {
  // The CLI names a context's folder by the digest of its name, so that any name is a legal folder.
  const digest = createHash('sha256').update(context).digest('hex');
  const file = join(folder, 'contexts', 'meta', digest, 'meta.json');
  const text = await readIfThere(file, 'engine-context-broken', { context, file });
  if (text === undefined) throw new EnvironmentError('engine-context-missing', { context });
  const parsed = meta.safeParse(parseJson(text));
  if (!parsed.success)
    throw new EnvironmentError('engine-context-broken', { context, file }, { cause: parsed.error });
  return parsed.data.Endpoints.docker.Host;
}

async function readIfThere(
  file: string,
  code: string,
  params: Record<string, string>,
): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (isErrno(cause, 'ENOENT', 'ENOTDIR')) return undefined;
    throw new EnvironmentError(code, params, { cause });
  }
}

/** Undefined for what is no JSON: no schema accepts it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isErrno(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

import type { Said, SaidParam } from '../../probe/schema/index.ts';

/**
 * What an error thrown while a lesson was opened says: `error.CODE` with the parameters of an `EnvironmentError`; undefined for
 * anything else, which is a defect and must not look like an environment that cannot do it.
 */
export function troubleOf(error: unknown): Said | undefined {
  if (!(error instanceof Error) || error.name !== 'EnvironmentError' || !('code' in error)) return undefined;
  if (typeof error.code !== 'string') return undefined;
  const params: Record<string, SaidParam> = {};
  if ('params' in error && typeof error.params === 'object' && error.params !== null)
    for (const [name, value] of Object.entries(error.params))
      if (typeof value === 'string' || typeof value === 'number') params[name] = value;
  return { code: `error.${error.code}`, params };
}

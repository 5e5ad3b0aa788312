import type { EnvironmentError } from '../engine/index.ts';
import type { Context } from './context.ts';
import { spoken } from './output.ts';

/** What an environment's failure is called, and what to do about it. */
export function environmentWords(
  context: Pick<Context, 'lang'>,
  { code, params }: EnvironmentError,
): { readonly what: string; readonly remedy: string } {
  return {
    what: spoken(context, { code: `error.${code}`, params }),
    remedy: spoken(context, { code: `remedy.${code}`, params }),
  };
}

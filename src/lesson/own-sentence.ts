import type { CheckResult } from '../probe/schema/index.ts';
import type { CheckProse } from './types.ts';

/**
 * The lesson's own sentence for what a check got: by confusion key, by code, or the one for any failure. Parameters of the
 * code are filled in; placeholders of the lab are not. Undefined when the check passes or the author wrote none.
 */
export function ownSentence(
  prose: CheckProse | undefined,
  result: Pick<CheckResult, 'got' | 'verdict'>,
): string | undefined {
  if (prose === undefined || result.verdict === 'pass') return undefined;
  const { code, params = {} } = result.got;
  const { key } = params;
  const own =
    (typeof key === 'string' ? prose.says[key] : undefined) ??
    prose.says[code] ??
    (result.verdict === 'fail' ? prose.says.fail : undefined);
  // A parameter that is itself something to say has words the lesson cannot know; such a name stays as it is.
  return own?.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) => {
    const value = params[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
  });
}

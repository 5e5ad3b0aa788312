import type { CheckProse } from '../lesson/index.ts';
import type { CheckResult } from '../probe/schema/index.ts';
import { type Lang, wordFor } from '../text/index.ts';

/**
 * The lesson's own sentence for what a check got: by confusion key, by code, or the one for any failure. Parameters of the
 * code are filled in, in words; placeholders of the lab are not. Undefined when the check passes or the author wrote none.
 */
export function ownSentence(
  prose: CheckProse | undefined,
  result: Pick<CheckResult, 'got' | 'verdict'>,
  lang: Lang,
): string | undefined {
  if (prose === undefined || result.verdict === 'pass') return undefined;
  const { code, params = {} } = result.got;
  const { key } = params;
  const own =
    (typeof key === 'string' ? prose.says[key] : undefined) ??
    prose.says[code] ??
    (result.verdict === 'fail' ? prose.says.fail : undefined);
  return own?.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : wordFor(lang, value);
  });
}

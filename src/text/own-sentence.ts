import type { CheckResult } from '../probe/schema/index.ts';
import { fillIn, type Lang } from './say.ts';

/**
 * A lesson's own sentence for what a check got: by confusion key, by code, or the one for any failure. Parameters of the code
 * are filled in, in words; placeholders of the lab are not. Undefined when the check passes or the author wrote none.
 */
export function ownSentence(
  prose: { readonly says: Readonly<Record<string, string>> } | undefined,
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
  return own === undefined ? undefined : fillIn(lang, own, params);
}

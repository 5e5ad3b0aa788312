import { fillPlaceholders, type Placeholder, type ProbeContext } from '../probe/index.ts';
import type { Lang } from '../text/index.ts';
import { say } from '../text/index.ts';
import type { Probes } from './probes.ts';

/** Fills placeholders from a lab; what it has no value for, or all without a lab, is named: ‹address of web1›. */
export async function fillText(
  text: string,
  lang: Lang,
  lab: { readonly probes: Pick<Probes, 'resolvePlaceholders'>; readonly context: ProbeContext } | undefined,
): Promise<string> {
  const known = lab === undefined ? text : (await lab.probes.resolvePlaceholders(text, lab.context)).text;
  return namePlaceholders(known, lang);
}

/** Names every placeholder of a text, as long as nothing is known of the lab: ‹address of web1›. */
export function namePlaceholders(text: string, lang: Lang): string {
  return fillPlaceholders(text, placeholder => nameOf(placeholder, lang));
}

function nameOf({ kind, of, on }: Placeholder, lang: Lang): string {
  return on === undefined
    ? say(lang, { code: `session.unknown-${kind}`, params: { of } })
    : say(lang, { code: `session.unknown-${kind}-on`, params: { of, on } });
}

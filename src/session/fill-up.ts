import type { Lang } from '../text/index.ts';
import { contextOf } from './apply.ts';
import type { Up } from './headless-types.ts';
import { fillText } from './words.ts';

/** Fills the placeholders of a lesson's text from a lab that is up; what it has no value for is named. */
export async function fillUp(up: Up, text: string, lang: Lang): Promise<string> {
  return await fillText(text, lang, {
    probes: up.probes,
    context: contextOf(up.lesson, up.lab, up.record()),
  });
}

import type { Said, SaidParam } from '../probe/schema/index.ts';
import { en } from './en/index.ts';
import { zh } from './zh/index.ts';

export type Lang = 'en' | 'zh';

/** Code of a message. English has them all; a test holds Chinese to the same set. */
export type Key = keyof typeof en;

const tables: Readonly<Record<Lang, Readonly<Record<string, string>>>> = { en, zh };

/** What stands for a parameter in a template. */
const parameter = /\{([a-zA-Z]+)\}/g;

/** The message for a key known at build time. `{name}` in it is replaced by the parameter of that name. */
export function text(lang: Lang, key: Key, params: Said['params'] = {}): string {
  return say(lang, { code: key, params });
}

/** The words for something a lower folder said. A code without words is shown as it is, so that nothing is swallowed. */
export function say(lang: Lang, what: Said): string {
  const template = tables[lang][what.code] ?? tables.en[what.code];
  if (template === undefined)
    return [what.code, ...Object.entries(what.params ?? {}).map(([k, v]) => `${k}=${word(lang, v)}`)].join(
      ' ',
    );
  return fillIn(lang, template, what.params);
}

/** A template with the words for its parameters; one that is not given stays as it is. */
export function fillIn(lang: Lang, template: string, params: Said['params'] = {}): string {
  const filled = template.replace(parameter, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : word(lang, value);
  });
  return lang === 'zh' ? filled.replace(betweenChinese, '') : filled;
}

/** Templates put spaces around parameters for Latin names; between two Chinese words there is none. */
const betweenChinese =
  /(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]) (?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])/g;

/** Names of the parameters in a template, each once, in order. */
export function parametersIn(template: string): readonly string[] {
  return [...new Set([...template.matchAll(parameter)].map(([, name = '']) => name))];
}

/** Names of the parameters that the message of a code has. None where it has no message. */
export function parametersOf(code: string): readonly string[] {
  const templates: Readonly<Record<string, string>> = en;
  return parametersIn(templates[code] ?? '');
}

function word(lang: Lang, value: SaidParam): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if ('code' in value) return say(lang, value);
  return value
    .map(item => (typeof item === 'string' ? item : say(lang, item)))
    .join(lang === 'zh' ? '、' : ', ');
}

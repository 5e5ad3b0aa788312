import { said } from '../../probe/schema/index.ts';
import type { Manuscript } from '../manuscript.ts';
import type { Sheet } from '../sheet.ts';
import type { Complaint } from '../types.ts';

/** How the prose is worded: no verdicts on the learner, Chinese set as Chinese engineers set it. */
export function wording({ sheets }: Pick<Manuscript, 'sheets'>): Complaint[] {
  return sheets.flatMap(sheet => [...verdicts(sheet), ...(sheet.lang === 'zh' ? chinese(sheet) : [])]);
}

/** Words that judge the person instead of saying what is so. */
const judging = {
  en: /\b(?:oops|try again|you (?:are|were) wrong|wrong answer|incorrect)\b/i,
  zh: /很遗憾|请重试|再试一次|你错了|回答错误|答错了/,
} as const;

function verdicts({ file, lang, steps }: Sheet): Complaint[] {
  const passages = steps.flatMap(({ checks, predict }) => [
    ...checks.flatMap(check => check.says),
    ...(predict?.choices ?? []).map(choice => ({ ...choice, text: choice.reply })),
  ]);
  return passages.flatMap(({ text, line, column }) => {
    const word = judging[lang].exec(text)?.[0];
    return word === undefined ? [] : [{ file, line, column, what: said('lint.verdict', { word }) }];
  });
}

/** Chinese characters, without punctuation. */
const han = '\\u4e00-\\u9fff';
/** A Chinese character next to a Latin letter, a digit or code. */
const unspaced = new RegExp(`[${han}][A-Za-z0-9\`]|[A-Za-z0-9\`][${han}]`, 'u');

function chinese({ file, lines }: Sheet): Complaint[] {
  let fenced = false;
  return lines.flatMap((line, row): Complaint[] => {
    if (/^\s*(```|~~~)/.test(line)) {
      fenced = !fenced;
      return [];
    }
    if (fenced) return [];
    const polite = line.indexOf('您');
    // Inside code any text may stand; its two ends are what has neighbours.
    const plain = line.replace(/`[^`]*`/g, code => `\`${'·'.repeat(Math.max(code.length - 2, 0))}\``);
    const tight = unspaced.exec(plain);
    return [
      ...(polite < 0 ? [] : [{ file, line: row + 1, column: polite + 1, what: said('lint.polite') }]),
      ...(tight === null
        ? []
        : [
            {
              file,
              line: row + 1,
              column: tight.index + 1,
              what: said('lint.unspaced', { text: line.slice(tight.index, tight.index + 2) }),
            },
          ]),
    ];
  });
}

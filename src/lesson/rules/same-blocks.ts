import { said } from '../../probe/schema/index.ts';
import type { Manuscript } from '../manuscript.ts';
import type { CommandBlock, Sheet } from '../sheet.ts';
import type { Complaint } from '../types.ts';

/** Command blocks are the same in every language, byte for byte, placeholders unresolved. Works without the structure. */
export function sameBlocks({ sheets }: Pick<Manuscript, 'sheets'>): Complaint[] {
  const [first, ...others] = sheets;
  if (first === undefined) return [];
  return others.flatMap(other => {
    const pairs: [readonly CommandBlock[], readonly CommandBlock[], number][] = [
      [first.blocks.intro, other.blocks.intro, 1],
      ...first.steps.flatMap((step): [readonly CommandBlock[], readonly CommandBlock[], number][] => {
        const twin = other.steps.find(one => one.id === step.id);
        return twin === undefined ? [] : [[step.blocks, twin.blocks, twin.line]];
      }),
      [first.blocks.closing, other.blocks.closing, other.closing?.line ?? 1],
    ];
    return pairs.flatMap(([model, blocks, line]) => firstDifference(model, blocks, first, other, line));
  });
}

/** What stands behind the fence of a block. */
function fence({ place }: CommandBlock): string {
  return place === undefined ? 'sh' : `sh ${place}`;
}

function firstDifference(
  model: readonly CommandBlock[],
  blocks: readonly CommandBlock[],
  first: Sheet,
  other: Sheet,
  sectionLine: number,
): Complaint[] {
  for (const [index, there] of model.entries()) {
    const here = blocks[index];
    const text = there.text.split('\n')[0] ?? '';
    if (here === undefined)
      return [
        {
          file: other.file,
          line: sectionLine,
          column: 1,
          what: said('lint.block-missing', { lang: first.lang, text }),
        },
      ];
    if (here.text === there.text && here.place === there.place) continue;
    if (here.text === there.text)
      return [
        {
          file: other.file,
          line: here.line,
          column: 1,
          what: said('lint.block-place-differs', { lang: first.lang, fence: fence(there) }),
        },
      ];
    const [mine, theirs] = [here.text.split('\n'), there.text.split('\n')];
    const at = mine.findIndex((line, row) => line !== theirs[row]);
    const row = at < 0 ? mine.length - 1 : at;
    return [
      {
        file: other.file,
        line: here.line + row,
        column: 1,
        what: said('lint.block-differs', { lang: first.lang, text: theirs[at < 0 ? mine.length : at] ?? '' }),
      },
    ];
  }
  const extra = blocks[model.length];
  return extra === undefined
    ? []
    : [
        {
          file: other.file,
          line: extra.line,
          column: 1,
          what: said('lint.block-extra', { lang: first.lang }),
        },
      ];
}

import {
  placeholderKinds,
  placeholders as placeholdersIn,
  type Said,
  said,
} from '../../probe/schema/index.ts';
import { textsIn } from '../checks.ts';
import { unknownWord } from '../issues.ts';
import type { Readable, Rule } from '../manuscript.ts';
import type { Sheet, StepSheet } from '../sheet.ts';
import type { Complaint } from '../types.ts';

/** Placeholders are of a kind that exists, and `{seen:KEY}` names what an earlier step remembers. */
export const placeholders: Rule = lesson => [...inStructure(lesson), ...inProse(lesson)];

/** A step speaks of the same live values in each language: another name in one of them is a slip. */
export const samePlaceholders: Rule = ({ sheets }) => {
  const [first, ...others] = sheets;
  if (first === undefined) return [];
  return others.flatMap(other =>
    first.steps.flatMap(step => {
      const twin = other.steps.find(({ id }) => id === step.id);
      if (twin === undefined) return [];
      return [
        ...onlyIn(step, twin).map(found => missingIn(other, twin, first, found)),
        ...onlyIn(twin, step).map(found => missingIn(first, step, other, found)),
      ];
    }),
  );
};

function onlyIn(step: StepSheet, twin: StepSheet): string[] {
  const theirs = placeholdersOf(twin);
  return placeholdersOf(step).filter(text => !theirs.includes(text));
}

function placeholdersOf(step: StepSheet): string[] {
  // Lines and columns are numbers: no text stands there.
  return [...new Set(textsIn(step).flatMap(({ text }) => placeholdersIn(text).map(one => one.text)))];
}

function missingIn(sheet: Sheet, { line, column }: StepSheet, other: Sheet, found: string): Complaint {
  const what = said('lint.placeholder-only-in', { placeholder: found, lang: other.lang });
  return { file: sheet.file, line, column, what };
}

function inStructure({ structure, yaml }: Readable): Complaint[] {
  const texts = [
    ...textsIn(structure.setup ?? '', ['setup']).map(one => ({ ...one, known: [] })),
    ...structure.steps.flatMap((step, index) => {
      const known = rememberedBefore(structure, index);
      return textsIn(step, ['steps', index]).map(one => ({ ...one, known }));
    }),
  ];
  return texts.flatMap(({ text, path, known }) =>
    text
      .split('\n')
      .flatMap((line, row) =>
        faults(line, known).map(({ what, column }) => yaml.inside(path, row, column, what)),
      ),
  );
}

function inProse({ structure, sheets }: Readable): Complaint[] {
  return sheets.flatMap(({ file, steps, closing, lines }) => {
    const starts = [...steps.map(step => step.line), closing?.line ?? Number.POSITIVE_INFINITY];
    return lines.flatMap((text, row): Complaint[] => {
      const section = starts.filter(start => start <= row + 1).length - 1;
      const index = structure.steps.findIndex(step => step.id === steps[section]?.id);
      const inClosing = section >= steps.length;
      const known = rememberedBefore(structure, inClosing ? structure.steps.length : Math.max(index, 0));
      return faults(text, known).map(({ what, column }) => ({ file, line: row + 1, column, what }));
    });
  });
}

/** Keys remembered by the steps before one. */
function rememberedBefore({ steps }: Readable['structure'], index: number): string[] {
  return steps.slice(0, index).flatMap(step => Object.keys(step.remember));
}

function faults(line: string, remembered: readonly string[]): { what: Said; column: number }[] {
  // `${name:-default}` is the shell's, not ours.
  const looksLikeOne = /(?<!\$)\{([a-z]+)[:：][^{}\s"]*\}/gu;
  return [...line.matchAll(looksLikeOne)].flatMap(match => {
    const [found] = placeholdersIn(match[0]);
    const column = match.index + 1;
    if (found === undefined)
      return [{ what: unknownWord('lint.no-placeholder', match[0], likely(match)), column }];
    return found.kind === 'seen' && !remembered.includes(found.of)
      ? [{ what: unknownWord('lint.not-remembered', found.of, remembered), column }]
      : [];
  });
}

/** What a text that is no placeholder may have been meant to be. */
function likely([whole, kind = '']: RegExpMatchArray): string[] {
  const others = placeholderKinds.map(known => `{${known}:${whole.slice(kind.length + 2)}`);
  const readable = others.filter(text => placeholdersIn(text).length > 0);
  return readable.length > 0 ? readable : placeholderKinds.map(known => `{${known}:NAME}`);
}

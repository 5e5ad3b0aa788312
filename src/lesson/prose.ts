import { type Said, said } from '../probe/schema/index.ts';
import {
  type Block,
  blocksOf,
  commandBlocks,
  isHeading,
  isList,
  isParagraph,
  itemsOf,
  markdownOf,
  oneLine,
} from './blocks.ts';
import type { At, CheckSheet, ChoiceSheet, Passage, Sheet, StepSheet } from './sheet.ts';
import type { Complaint, Lang } from './types.ts';

/** Headings with a meaning of their own; no step and no check may be called so. */
export const reservedNames = ['closing', 'predict', 'hints'] as const;

type Complain = (at: At, what: Said) => void;
type Section = { readonly heading: Block; readonly text: string; readonly blocks: readonly Block[] };

/** Reads the prose of a lesson. Whatever is not in the agreed form is a complaint of the sheet; never throws. */
export function readProse(lang: Lang, file: string, source: string): Sheet {
  const complaints: Complaint[] = [];
  const complain: Complain = ({ line, column }, what) => complaints.push({ file, line, column, what });
  const text = source.replace(/\r\n?/g, '\n');

  const all = blocksOf(text);
  const { before, sections } = split(all, 2);
  for (const block of all.slice(1).filter(one => isHeading(one.token) && one.token.depth === 1))
    complain(start(block), said('lint.stray-heading'));
  const head = readHead(before, complain);
  const steps: StepSheet[] = [];
  let closing: Passage | undefined;
  let closingBlocks: readonly Block[] = [];
  for (const section of sections) {
    const at = start(section.heading);
    if (section.text === 'closing') {
      if (closing !== undefined) complain(at, said('lint.heading-twice', { heading: 'closing' }));
      closing = { text: markdownOf(section.blocks), ...at };
      closingBlocks = section.blocks;
      continue;
    }
    if (closing !== undefined) complain(at, said('lint.after-closing'));
    const named = /^([a-z][a-z0-9-]*)\s*[:：]\s*(\S.*)$/u.exec(section.text);
    const [, id, title] = named ?? [];
    if (id === undefined || title === undefined || id === 'closing')
      complain(at, said('lint.step-heading', { got: section.text }));
    else steps.push(readStep(id, title, section, complain));
  }

  return {
    lang,
    file,
    ...head,
    steps,
    closing,
    blocks: { intro: commandBlocks(before), closing: commandBlocks(closingBlocks) },
    complaints,
    lines: text.split('\n'),
  };
}

function start({ line }: { readonly line: number }): At {
  return { line, column: 1 };
}

/** Cuts blocks at the headings of one depth. */
function split(blocks: readonly Block[], depth: number): { before: Block[]; sections: Section[] } {
  const before: Block[] = [];
  const sections: (Section & { blocks: Block[] })[] = [];
  for (const block of blocks) {
    const { token } = block;
    if (isHeading(token) && token.depth === depth)
      sections.push({ heading: block, text: token.text.trim(), blocks: [] });
    else (sections.at(-1)?.blocks ?? before).push(block);
  }
  return { before, sections };
}

function readHead(blocks: readonly Block[], complain: Complain): Pick<Sheet, 'title' | 'question' | 'intro'> {
  const top = { line: 1, column: 1 };
  const [title, question, ...rest] = blocks;
  const titled = title !== undefined && isHeading(title.token) && title.token.depth === 1;
  if (!titled) complain(top, said('lint.no-title'));
  const asked = question !== undefined && isParagraph(question.token);
  if (titled && !asked) complain(question === undefined ? top : start(question), said('lint.no-question'));
  const intro = rest[0];
  return {
    title: { text: titled && isHeading(title.token) ? title.token.text : '', ...top },
    question: {
      text: asked && isParagraph(question.token) ? oneLine(question.token.text) : '',
      ...(question === undefined ? top : start(question)),
    },
    intro: { text: markdownOf(rest), ...(intro === undefined ? top : start(intro)) },
  };
}

function readStep(id: string, title: string, section: Section, complain: Complain): StepSheet {
  const { before, sections } = split(section.blocks, 3);
  let predict: StepSheet['predict'];
  let hints: StepSheet['hints'];
  const checks: CheckSheet[] = [];
  const order: string[] = [];
  for (const part of sections) {
    const at = start(part.heading);
    if (order.includes(part.text)) complain(at, said('lint.heading-twice', { heading: part.text }));
    order.push(part.text);
    if (part.text === 'predict') predict = readPrediction(part, complain);
    else if (part.text === 'hints') hints = readHints(part, complain);
    else if (/^[a-z][a-z0-9-]*$/.test(part.text)) checks.push(readCheck(part, complain));
    else complain(at, said('lint.check-heading', { got: part.text }));
  }
  return {
    id,
    title,
    body: markdownOf(before),
    predict,
    hints,
    checks,
    order,
    blocks: commandBlocks(section.blocks),
    ...start(section.heading),
  };
}

/** The question, then one list: `- choice: Words → Reply`. */
function readPrediction(part: Section, complain: Complain): StepSheet['predict'] {
  const at = start(part.heading);
  const last = part.blocks.at(-1);
  const question = part.blocks.slice(0, -1);
  if (last === undefined || !isList(last.token) || question.length === 0) {
    complain(at, said('lint.predict-form'));
    return { question: markdownOf(part.blocks), choices: [], ...at };
  }
  const choices = itemsOf(last.token, last.line).flatMap((item): ChoiceSheet[] => {
    const entry = keyed(item);
    // Only an arrow between spaces separates: the words themselves may say 8080→80.
    const [, words, reply] = /^(.*?\S)\s→\s(.*\S)$/u.exec(entry?.text ?? '') ?? [];
    if (entry === undefined || words === undefined || reply === undefined) {
      complain(item, said('lint.choice-form', { got: shorten(item.text) }));
      return [];
    }
    return [{ ...entry, id: entry.key, text: words, reply }];
  });
  return { question: markdownOf(question), choices, ...at };
}

/** An optional paragraph, then an optional list: `- code: Sentence`. */
function readCheck(part: Section, complain: Complain): CheckSheet {
  const at = start(part.heading);
  const blocks = [...part.blocks];
  const first = blocks[0]?.token;
  const title = first !== undefined && isParagraph(first) ? oneLine(first.text) : undefined;
  if (title !== undefined) blocks.shift();
  const list = blocks.shift();
  const says: (Passage & { key: string })[] = [];
  if (list !== undefined && isList(list.token) && !list.token.ordered) {
    for (const item of itemsOf(list.token, list.line)) {
      const entry = keyed(item);
      if (entry === undefined) complain(item, said('lint.sentence-form', { got: shorten(item.text) }));
      else if (says.some(({ key }) => key === entry.key))
        complain(item, said('lint.sentence-twice', { key: entry.key }));
      else says.push(entry);
    }
  } else if (list !== undefined) complain(start(list), said('lint.check-form'));
  const [extra] = blocks;
  if (extra !== undefined) complain(start(extra), said('lint.check-form'));
  if (title === undefined && list === undefined) complain(at, said('lint.check-form'));
  return { id: part.text, title, says, ...at };
}

/** One numbered list. */
function readHints(part: Section, complain: Complain): StepSheet['hints'] {
  const at = start(part.heading);
  const [list, extra] = part.blocks;
  if (list === undefined || !isList(list.token) || !list.token.ordered || extra !== undefined) {
    complain(extra === undefined ? at : start(extra), said('lint.hints-form'));
    return { items: [], ...at };
  }
  return { items: itemsOf(list.token, list.line), ...at };
}

/** `key: text` on one line, with either colon. */
function keyed(item: Passage): (Passage & { key: string }) | undefined {
  const [, key, text] = /^([A-Za-z][A-Za-z0-9._-]*)\s*[:：]\s*(\S.*)$/su.exec(item.text) ?? [];
  return key === undefined || text === undefined ? undefined : { ...item, key, text: oneLine(text) };
}

function shorten(text: string): string {
  const line = oneLine(text);
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

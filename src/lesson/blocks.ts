import { Lexer, type Token, type Tokens } from 'marked';
import { fenceOf } from './places.ts';
import type { CommandBlock, Passage } from './sheet.ts';

/** A block of Markdown with the line it begins on (from 1). */
export type Block = { readonly token: Token; readonly line: number };

/**
 * Splits Markdown into its blocks, without comments (`<!-- … -->` on lines of their own: they are for authors). The lexer keeps every character, so positions are sums of lengths. What stands inside
 * a line (emphasis, code) is left to whoever shows it: reading it here would take half of the loading time.
 */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let line = 1;
  for (const token of new Lexer().blockTokens(markdown)) {
    const leading = token.raw.length - token.raw.replace(/^\n+/, '').length;
    if (token.type !== 'space' && !isComment(token)) blocks.push({ token, line: line + leading });
    line += token.raw.split('\n').length - 1;
  }
  return blocks;
}

function isComment(token: Token): boolean {
  return token.type === 'html' && /^(?:\s*<!--[\s\S]*?-->)+\s*$/.test(token.raw);
}

export function isHeading(token: Token): token is Tokens.Heading {
  return token.type === 'heading';
}

export function isList(token: Token): token is Tokens.List {
  return token.type === 'list';
}

export function isParagraph(token: Token): token is Tokens.Paragraph {
  return token.type === 'paragraph';
}

function isCode(token: Token): token is Tokens.Code {
  return token.type === 'code';
}

/** The items of a list with the line each begins on, in the words of one line. */
export function itemsOf(list: Tokens.List, line: number): Passage[] {
  const items: Passage[] = [];
  let at = line;
  for (const item of list.items) {
    items.push({ text: item.text, line: at, column: 1 });
    at += item.raw.split('\n').length - 1;
  }
  return items;
}

/** The command blocks (fenced, marked `sh`) among some blocks, also those inside lists and quotations. */
export function commandBlocks(blocks: readonly Block[]): CommandBlock[] {
  return blocks.flatMap(({ token, line }) => {
    if (isCode(token)) return commandBlock(token, line + 1);
    const inner = isList(token)
      ? token.items.flatMap(item => item.tokens)
      : token.type === 'blockquote'
        ? (token.tokens ?? [])
        : [];
    return inner.filter(isCode).flatMap(code => commandBlock(code, line));
  });
}

function commandBlock(code: Tokens.Code, line: number): CommandBlock[] {
  const { lang, ...place } = fenceOf(code.lang);
  return lang === 'sh' ? [{ text: code.text, line, column: 1, ...place }] : [];
}

/** Markdown of some blocks, as written, without the empty lines around it. */
export function markdownOf(blocks: readonly Block[]): string {
  return blocks
    .map(({ token }) => token.raw.trim())
    .join('\n\n')
    .trim();
}

/** Joins the lines of a short text. Between two Chinese characters a line break is no space. */
export function oneLine(text: string): string {
  return text
    .trim()
    .replace(
      /(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])\n\s*(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])/g,
      '',
    )
    .replace(/\s*\n\s*/g, ' ');
}

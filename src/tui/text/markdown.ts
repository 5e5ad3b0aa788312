import { lexer, type Token, type Tokens } from 'marked';
import type { Line, Role, Span } from '../theme.ts';
import { span } from '../theme.ts';
import { cellWidth, padCells } from './cell-width.ts';
import { wrap } from './wrap.ts';

/** Markdown as rows of at most `width` columns, one empty row between blocks. */
export function markdownLines(source: string, width: number): Line[] {
  return blocks(lexer(source), width);
}

function blocks(tokens: readonly Token[], width: number): Line[] {
  const lines: Line[] = [];
  for (const token of tokens) {
    const block = blockLines(token, width);
    if (block.length === 0) continue;
    if (lines.length > 0) lines.push([]);
    lines.push(...block);
  }
  return lines;
}

function blockLines(token: Token, width: number): Line[] {
  switch (token.type) {
    case 'paragraph':
    case 'text':
      return wrapAll(inline(token), width);
    case 'heading':
      return wrapAll(inline(token, 'strong'), width);
    case 'code':
      return [...placeLine(token.lang), ...codeLines(token.text, width)];
    case 'list':
      return listLines(token as Tokens.List, width);
    case 'blockquote':
      return blocks(token.tokens ?? [], width - 2).map(line => [span('│ ', 'dim'), ...line]);
    case 'table':
      return tableLines(token as Tokens.Table, width);
    case 'hr':
      return [[span('─'.repeat(Math.min(width, 20)), 'dim')]];
    default:
      // Spaces, link definitions and HTML comments have nothing to show.
      return [];
  }
}

/** Above commands that belong in another shell: whose (its fence says `sh outside`). */
function placeLine(fence: string | undefined): Line[] {
  const place = /^sh\s+(\S+)/.exec(fence ?? '')?.[1];
  return place === undefined ? [] : [[span('  '), span(` ${place} `, 'label')]];
}

/** Commands and output: kept line by line, set in by two columns, cut only where a row ends. */
export function codeLines(code: string, width: number): Line[] {
  return code
    .replace(/\n$/, '')
    .split('\n')
    .flatMap(row => wrap([span('  '), span(row, 'code')], width, [span('    ')]));
}

function listLines(list: Tokens.List, width: number): Line[] {
  const first = typeof list.start === 'number' ? list.start : 1;
  return list.items.flatMap((item, index) => {
    const bullet = list.ordered ? `${first + index}. ` : '· ';
    const indent = ' '.repeat(bullet.length);
    const body = blocks(item.tokens, width - bullet.length).filter(
      (line, place) => list.loose || line.length > 0 || place === 0,
    );
    return body.map((line, row) => [span(row === 0 ? bullet : indent, 'dim'), ...line]);
  });
}

/** Columns side by side where they fit; otherwise each cell under the name of its column. */
function tableLines(table: Tokens.Table, width: number): Line[] {
  const plain = (cell: Tokens.TableCell) =>
    inline(cell)
      .map(({ text }) => text)
      .join('');
  const all = [table.header, ...table.rows];
  const widths = table.header.map((_, column) =>
    Math.max(...all.map(row => cellWidth(row[column] === undefined ? '' : plain(row[column])))),
  );
  if (widths.reduce((sum, size) => sum + size + 2, -2) > width)
    return table.rows.flatMap(row =>
      row.flatMap((cell, column) => {
        const name = table.header[column];
        return wrapAll([...(name ? inline(name, 'dim') : []), span('  '), ...inline(cell)], width);
      }),
    );
  return all.map((row, index) =>
    row.flatMap((cell, column) => {
      const text = plain(cell);
      const gap = padCells(text, (widths[column] ?? 0) + 2).slice(text.length);
      return [...inline(cell, index === 0 ? 'strong' : 'plain'), span(gap)];
    }),
  );
}

function wrapAll(spans: readonly Span[], width: number): Line[] {
  const rows: Span[][] = [[]];
  for (const piece of spans) {
    const [first = '', ...others] = piece.text.split('\n');
    rows.at(-1)?.push({ ...piece, text: first });
    for (const text of others) rows.push([{ ...piece, text }]);
  }
  return rows.flatMap(row => wrap(row, width));
}

type WithInline = { readonly tokens?: Token[] | undefined; readonly text?: string };

function inline(token: WithInline, role: Role = 'plain'): Span[] {
  if (token.tokens === undefined) return [span(unbreak(token.text ?? ''), role)];
  return token.tokens.flatMap((part): Span[] => {
    switch (part.type) {
      case 'strong':
        return inline(part as WithInline, 'strong');
      case 'em':
        return inline(part as WithInline, role === 'plain' ? 'strong' : role);
      case 'codespan':
        return [span(part.text, 'code')];
      case 'br':
        return [span('\n')];
      case 'link':
        return [
          ...inline(part as WithInline, role),
          ...(part.text === part.href ? [] : [span(` (${part.href})`, 'dim')]),
        ];
      case 'html':
        return [];
      default:
        return inline(part as WithInline, role);
    }
  });
}

/** A line break in the source is a blank, but between Chinese characters it is nothing. */
function unbreak(text: string): string {
  return text
    .replace(/(?<=[\u2e80-\u9fff\uff00-\uffef])\n(?=[\u2e80-\u9fff\uff00-\uffef])/g, '')
    .replace(/\n/g, ' ');
}

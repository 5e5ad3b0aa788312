import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml';
import { type Said, said } from '../probe/schema/index.ts';
import type { Complaint } from './types.ts';

/** Where something stands inside a YAML file: keys and indexes from the root. */
export type YamlPath = readonly PropertyKey[];

/** A YAML file that remembers where everything stands. */
export type YamlFile = {
  readonly file: string;
  /** Plain value of the document; `undefined` when it cannot be read as YAML at all. */
  readonly value: unknown;
  /** What is wrong with it as YAML. */
  readonly complaints: readonly Complaint[];
  /** A complaint at the value a path leads to, or at the nearest parent that exists. */
  at(path: YamlPath, what: Said): Complaint;
  /** A complaint at the key that a path ends with. */
  atKey(path: YamlPath, what: Said): Complaint;
  /** A complaint at a line (from 0) and column (from 1) inside a text. Exact where the text is a `|` block. */
  inside(path: YamlPath, line: number, column: number, what: Said): Complaint;
  /** Line number (from 1) where the value a path leads to begins. */
  lineOf(path: YamlPath): number;
};

/** Reads YAML text. `file` is only used in complaints. Never throws. */
export function readYaml(file: string, source: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });

  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const complain = (offset: number, what: Said): Complaint => ({ file, ...place(offset), what });

  const complaints = [...document.errors, ...document.warnings].map(problem =>
    complain(
      problem.pos[0],
      problem.code === 'DUPLICATE_KEY'
        ? said('lint.duplicate-key')
        : said('lint.yaml', { reason: problem.message }),
    ),
  );

  const offsetOf = (path: YamlPath): number => startOf(nodeAt(document, path).node);

  return {
    file,
    // A field that stands twice leaves the rest readable: the later one counts.
    value: document.errors.some(({ code }) => code !== 'DUPLICATE_KEY') ? undefined : document.toJS(),
    complaints,
    at: (path, what) => complain(offsetOf(path), what),
    atKey(path, what) {
      const key = path.at(-1);
      const { node, found } = nodeAt(document, path.slice(0, -1));
      const pair = found && key !== undefined ? pairOf(node, key) : undefined;
      return complain(pair !== undefined && isNode(pair.key) ? startOf(pair.key) : startOf(node), what);
    },
    inside(path, line, column, what) {
      const { node } = nodeAt(document, path);
      const start = startOf(node);
      if (!isScalar(node) || node.type !== 'BLOCK_LITERAL') return complain(start, what);
      // The block's text begins on the line after its `|`; its own indentation is not part of the text.
      const first = place(start).line + 1;
      const shown = source.split('\n')[first - 1 + line] ?? '';
      const text = typeof node.value === 'string' ? (node.value.split('\n')[line] ?? '') : '';
      const indent = Math.max(shown.length - text.length, 0);
      return { file, line: first + line, column: indent + column, what };
    },
    lineOf: path => place(offsetOf(path)).line,
  };
}

function startOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

/** The node a path leads to, or the deepest one on the way that exists. */
function nodeAt(document: Document, path: YamlPath): { node: Node | null; found: boolean } {
  let node: Node | null = document.contents;
  for (const key of path) {
    const next: unknown = isSeq(node) ? node.items[Number(key)] : pairOf(node, key)?.value;
    if (!isNode(next)) return { node, found: false };
    node = next;
  }
  return { node, found: true };
}

function pairOf(node: Node | null, key: PropertyKey): Pair | undefined {
  if (!isMap(node)) return undefined;
  return node.items.find(pair => isScalar(pair.key) && String(pair.key.value) === String(key));
}

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const src = fileURLToPath(new URL('../../src', import.meta.url));

/** Which folders a folder may import from, by their front door. The house in one table: CONTRIBUTING.md. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  cli: [
    'tui',
    'proof',
    'session',
    'lesson',
    'lesson/names',
    'probe',
    'network',
    'lab',
    'engine',
    'engine/packages',
    'text',
  ],
  tui: ['session', 'lesson', 'network', 'probe/schema', 'text'],
  proof: ['session', 'lesson', 'probe', 'network', 'lab', 'engine', 'text'],
  session: ['lesson', 'probe', 'network', 'lab', 'engine', 'text'],
  lesson: ['probe/schema'],
  probe: ['network', 'lab', 'engine'],
  // What it says of a host is said in codes, as probes do.
  network: ['probe/schema'],
  lab: ['engine', 'network'],
  engine: [],
  // Words of what lower folders say: types only.
  text: ['probe/schema'],
};

/** Packages that only some folders may use: no Docker in the interface, no terminal below it. */
const homes: Readonly<Record<string, readonly string[]>> = {
  dockerode: ['engine', 'lab'],
  ink: ['tui'],
  'ink-select-input': ['tui'],
  react: ['tui'],
  '@xterm/headless': ['tui'],
  commander: ['cli'],
};

function imports(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(/(?:from|import|import\()\s*'([^']+)'/g)].map(match => match[1] ?? '');
}

function complaints(): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(src, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const folder = relative(src, file).split('/')[0] ?? '';
    for (const target of imports(file)) {
      const where = `${relative(src, file)} imports ${target}`;
      if (!target.startsWith('.')) {
        const home =
          homes[
            target
              .split('/')
              .slice(0, target.startsWith('@') ? 2 : 1)
              .join('/')
          ];
        if (home !== undefined && !home.includes(folder)) found.push(`${where}: only ${home.join(', ')} may`);
        continue;
      }
      const [other, ...rest] = relative(src, resolve(dirname(file), target)).split('/');
      if (other === folder) continue;
      const door = [other, ...rest.slice(0, -1)].join('/');
      if (rest.at(-1) !== 'index.ts') found.push(`${where}: not a front door`);
      else if (!(arrows[folder] ?? []).includes(door)) {
        if (!(door === 'probe/schema' && (arrows[folder] ?? []).includes('probe')))
          found.push(`${where}: no such arrow`);
      }
    }
  }
  return found;
}

it('keeps every import on an arrow of the house and through a front door', () => {
  expect(complaints()).toEqual([]);
});

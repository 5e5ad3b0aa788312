import { firstFrame } from './rows/first-frame.ts';
import { inLesson } from './rows/in-lesson.ts';
import { labs } from './rows/labs.ts';
import { proof } from './rows/proof.ts';
import { type Row, table } from './table.ts';

/** Files the benches were bundled to. */
export type Bundled = { readonly hello: string };

/** Groups of rows, by the word that chooses them. */
const groups: Readonly<Record<string, (bundled: Bundled) => Promise<readonly Row[]>>> = {
  frame: firstFrame,
  labs,
  lesson: inLesson,
  proof,
};

/** Runs the groups named, or all, and prints the table. Gives the exit code. */
export async function main(words: readonly string[], bundled: Bundled): Promise<number> {
  const unknown = words.filter(word => !(word in groups));
  if (unknown.length > 0) {
    console.error(`no such group: ${unknown.join(', ')}. Groups: ${Object.keys(groups).join(', ')}`);
    return 2;
  }
  const rows: Row[] = [];
  let failed = false;
  for (const [name, run] of Object.entries(groups)) {
    if (words.length > 0 && !words.includes(name)) continue;
    process.stderr.write(`measuring: ${name}…\n`);
    try {
      rows.push(...(await run(bundled)));
    } catch (error) {
      // What was measured before is still worth printing.
      console.error(`could not measure ${name}:`, error);
      failed = true;
    }
  }
  console.log(table(rows));
  return failed ? 3 : 0;
}

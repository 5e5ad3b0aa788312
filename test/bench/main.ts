import { firstFrame } from './rows/first-frame.ts';
import { inLesson } from './rows/in-lesson.ts';
import { labs } from './rows/labs.ts';
import { network } from './rows/network.ts';
import { checkRounds, proof } from './rows/proof.ts';
import { type Row, table } from './table.ts';

/** Files the benches were bundled to. */
export type Bundled = { readonly hello: string };

/** Groups of rows, by the word that chooses them. */
const groups: Readonly<Record<string, (bundled: Bundled) => Promise<readonly Row[]>>> = {
  frame: firstFrame,
  labs,
  lesson: inLesson,
  network,
  rounds: checkRounds,
  proof,
};

/** Runs the groups named, or all, and prints each one's table as soon as it is there. Gives the exit code. */
export async function main(words: readonly string[], bundled: Bundled): Promise<number> {
  const unknown = words.filter(word => !(word in groups));
  if (unknown.length > 0) {
    console.error(`no such group: ${unknown.join(', ')}. Groups: ${Object.keys(groups).join(', ')}`);
    return 2;
  }
  let failed = false;
  for (const [name, run] of Object.entries(groups)) {
    if (words.length > 0 && !words.includes(name)) continue;
    process.stderr.write(`measuring: ${name}…\n`);
    try {
      console.log(`${table(await run(bundled))}\n`);
    } catch (error) {
      console.error(`could not measure ${name}:`, error);
      failed = true;
    }
  }
  return failed ? 3 : 0;
}

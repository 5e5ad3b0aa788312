import type { Readable } from './manuscript.ts';
import type { Complaint } from './types.ts';

/** Shell text of a lesson and where it stands. */
export type Script = {
  /** `played`: run by netdojo without a terminal. `typed`: shown to the learner, or put on the prompt. */
  readonly use: 'played' | 'typed';
  readonly text: string;
  /** Id of the step; undefined for the set-up. */
  readonly step: string | undefined;
  /** A complaint at a line (from 0) and column (from 1) of it. */
  at(line: number, what: Complaint['what'], column?: number): Complaint;
};

/** Every piece of shell in a lesson: set-up, commands, solutions, wrong answers, and the command blocks of the prose. */
export function scriptsOf({ structure, yaml, sheets }: Readable): Script[] {
  const scripts: Script[] = [];
  const add = (
    use: Script['use'],
    text: string | undefined,
    step: string | undefined,
    path: readonly PropertyKey[],
  ): void => {
    if (text !== undefined)
      scripts.push({
        use,
        text,
        step,
        at: (line, what, column = 1) => yaml.inside(path, line, column, what),
      });
  };
  add('played', structure.setup, undefined, ['setup']);
  for (const [index, step] of structure.steps.entries()) {
    const path = ['steps', index];
    if (step.kind === 'run') add('typed', step.command, step.id, [...path, 'command']);
    for (const [at, { run }] of step.solutions.entries())
      add('played', run, step.id, [...path, 'solutions', at, 'run']);
    for (const [at, { run }] of step.wrong.entries())
      add('played', run, step.id, [...path, 'wrong', at, 'run']);
  }
  for (const { file, blocks, steps } of sheets) {
    const all = [
      ...blocks.intro.map(block => ({ ...block, step: undefined })),
      ...steps.flatMap(step => step.blocks.map(block => ({ ...block, step: step.id }))),
      ...blocks.closing.map(block => ({ ...block, step: undefined })),
    ];
    for (const { text, line: first, step } of all)
      scripts.push({
        use: 'typed',
        text,
        step,
        at: (line, what, column = 1) => ({ file, line: first + line, column, what }),
      });
  }
  return scripts;
}

import { type Check, said } from '../../probe/schema/index.ts';
import { checkOn, engines, isFor } from '../engines.ts';
import { unknownWord } from '../issues.ts';
import type { Readable } from '../manuscript.ts';
import type { Step, WrongAnswer } from '../schema.ts';
import type { Complaint, Vocabulary } from '../types.ts';
import type { YamlFile, YamlPath } from '../yaml-file.ts';

/** A wrong answer is none of the right ones, and what its check is to say is something such a check can fail with. */
export function wrongAnswers({ structure, yaml }: Readable, { codes }: Vocabulary): Complaint[] {
  return structure.steps.flatMap((step, index) =>
    step.wrong.flatMap((wrong, at) => {
      const path = ['steps', index, 'wrong', at];
      return [...alsoRight(step, wrong, path, yaml), ...gotOf(step, wrong, codes, path, yaml)];
    }),
  );
}

function alsoRight(step: Step, wrong: WrongAnswer, path: YamlPath, yaml: YamlFile): Complaint[] {
  const same = step.solutions.find(
    solution =>
      wrong.after === undefined &&
      wrong.run?.trim() === solution.run?.trim() &&
      wrong.answer?.trim() === solution.answer?.trim() &&
      engines.some(engine => isFor(wrong, engine) && isFor(solution, engine)),
  );
  if (same === undefined) return [];
  const field = wrong.run === undefined ? 'answer' : 'run';
  return [yaml.at([...path, field], said('lint.wrong-is-solution', { solution: same.id }))];
}

function gotOf(
  step: Step,
  wrong: WrongAnswer,
  codes: Vocabulary['codes'],
  path: YamlPath,
  yaml: YamlFile,
): Complaint[] {
  const { got } = wrong;
  const caught = [...step.checks, ...step.bystanders].find(({ id }) => id === wrong.caught);
  if (got === undefined || caught === undefined) return [];
  // What could not be measured is no failure: it catches nothing.
  const failures = codes[caught.probe].filter(code => !code.startsWith('unmeasured.'));
  const known = [...(caught.probe === 'answer' ? Object.keys(caught.confusions) : []), ...failures];
  const place = [...path, 'got'];
  if (!known.includes(got))
    return [yaml.at(place, unknownWord('lint.no-such-got', got, known, { kind: caught.probe }))];
  const passes = engines.some(engine => isFor(wrong, engine) && passesWith(checkOn(caught, engine), got));
  return passes ? [yaml.at(place, said('lint.got-passes', { id: caught.id, got }))] : [];
}

/** Whether a check that got this has what it wants, as far as its fields alone tell. */
function passesWith(check: Check, got: string): boolean {
  switch (check.probe) {
    case 'ping':
    case 'tcp':
      return got === `outcome.${check.expect}`;
    case 'http':
      return got === `outcome.${check.expect}` && check.expect !== 'open';
    case 'container':
      return got === `container.${check.state}`;
    case 'answer':
      return got === 'answer.right';
    default:
      return false;
  }
}

import { type Check, said } from '../../probe/schema/index.ts';
import type { Rule } from '../manuscript.ts';
import type { Step } from '../schema.ts';
import { simpleCommands } from '../shell.ts';
import type { Complaint } from '../types.ts';
import { waitsForPerson } from '../waits.ts';
import type { YamlFile } from '../yaml-file.ts';

/** Each step has what its kind asks for: checks or a reason, solutions, an answer, bystanders. */
export const stepParts: Rule = ({ structure, yaml }) =>
  structure.steps.flatMap((step, index) => [
    ...checksOrReason(step, index, yaml),
    ...solutions(step, index, yaml),
    ...answers(step, index, yaml),
    ...bystanders(step, index, yaml),
  ]);

function checksOrReason(step: Step, index: number, yaml: YamlFile): Complaint[] {
  return step.checks.length === 0 && step.reason === undefined
    ? [yaml.at(['steps', index], said('lint.no-check', { step: step.id }))]
    : [];
}

/** The command of a `run` step is its solution, unless only a person can give it. */
function solutions(step: Step, index: number, yaml: YamlFile): Complaint[] {
  const found: Complaint[] = [];
  for (const list of ['solutions', 'wrong'] as const)
    for (const [at, { run, answer }] of step[list].entries())
      if (run === undefined && answer === undefined)
        found.push(yaml.at(['steps', index, list, at], said('lint.does-nothing')));
  if (step.checks.length === 0 || step.solutions.length > 0) return found;
  if (step.kind !== 'run')
    return [...found, yaml.at(['steps', index], said('lint.no-solutions', { step: step.id }))];
  const waits = simpleCommands(step.command)
    .map(({ words }) => waitsForPerson(words))
    .find(what => what !== undefined);
  return waits === undefined
    ? found
    : [...found, yaml.at(['steps', index, 'command'], said('lint.run-not-playable', { what: waits }))];
}

function answers(step: Step, index: number, yaml: YamlFile): Complaint[] {
  const path = ['steps', index];
  const found: Complaint[] = [];
  const checks = step.checks.flatMap((check, at) => (check.probe === 'answer' ? [at] : []));
  if (step.kind === 'answer') {
    if (checks.length === 0) found.push(yaml.at(path, said('lint.no-answer-check', { step: step.id })));
    for (const at of checks.slice(1))
      found.push(yaml.at([...path, 'checks', at], said('lint.second-answer')));
    for (const at of checks)
      if (step.checks[at]?.holds !== 'step')
        found.push(yaml.at([...path, 'checks', at, 'holds'], said('lint.answer-held')));
    if (step.solutions.length > 0 && step.solutions.every(({ answer }) => answer === undefined))
      found.push(yaml.at([...path, 'solutions'], said('lint.no-solution-answers')));
    return found;
  }
  for (const at of checks)
    found.push(yaml.at([...path, 'checks', at, 'probe'], said('lint.answer-elsewhere', { kind: step.kind })));
  for (const list of ['solutions', 'wrong'] as const)
    for (const [at, { answer }] of step[list].entries())
      if (answer !== undefined)
        found.push(
          yaml.at([...path, list, at, 'answer'], said('lint.answer-elsewhere', { kind: step.kind })),
        );
  return found;
}

/** A repair step names a pair that must still talk and a pair that must still not: any repair that opens all is caught. */
function bystanders(step: Step, index: number, yaml: YamlFile): Complaint[] {
  const path = ['steps', index];
  const answerAt = step.bystanders.findIndex(({ probe }) => probe === 'answer');
  if (answerAt >= 0)
    return [yaml.at([...path, 'bystanders', answerAt, 'probe'], said('lint.answer-bystander'))];
  if (step.kind !== 'repair') return [];
  const talks = step.bystanders.map(talking);
  if (talks.includes(true) && talks.includes(false)) return [];
  return [
    yaml.at(
      step.bystanders.length > 0 ? [...path, 'bystanders'] : path,
      said('lint.repair-bystanders', { step: step.id }),
    ),
  ];
}

/** Whether a check wants a pair to talk, or not to; `undefined` when it is about something else. */
function talking(check: Check): boolean | undefined {
  switch (check.probe) {
    case 'ping':
    case 'tcp':
    case 'udp':
    case 'http':
      return check.expect === 'open';
    case 'dns':
      return check.expect === 'resolves';
    default:
      return undefined;
  }
}

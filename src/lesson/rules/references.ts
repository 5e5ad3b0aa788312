import { said, splitHost } from '../../probe/schema/index.ts';
import { placedChecks, placesOf } from '../checks.ts';
import { unknownWord } from '../issues.ts';
import type { Readable, Rule } from '../manuscript.ts';
import { reservedNames } from '../prose.ts';
import type { Complaint } from '../types.ts';
import type { YamlPath } from '../yaml-file.ts';

/** Ids are told apart, and whatever names a step, check, solution or host names one that is there. */
export const references: Rule = lesson => [
  ...ids(lesson),
  ...checkReferences(lesson),
  ...wrongReferences(lesson),
  ...hostReferences(lesson),
];

function ids({ structure, yaml, folder }: Readable): Complaint[] {
  const found: Complaint[] = [];
  const name = folder.replace(/\/+$/, '').split('/').at(-1) ?? '';
  if (name !== '' && name !== '.' && structure.id !== name)
    found.push(yaml.at(['id'], said('lint.id-not-folder', { id: structure.id, folder: name })));

  const once = (entries: readonly { id: string; path: YamlPath }[]): void => {
    const first = new Map<string, YamlPath>();
    for (const { id, path } of entries) {
      const before = first.get(id);
      if (before === undefined) first.set(id, path);
      else found.push(yaml.at(path, said('lint.id-twice', { id, line: yaml.lineOf(before) })));
    }
  };
  const steps = structure.steps.map(({ id }, index) => ({ id, path: ['steps', index, 'id'] }));
  const checks = placedChecks(structure).map(({ check, path }) => ({ id: check.id, path: [...path, 'id'] }));
  once(steps);
  once(checks);
  for (const [index, step] of structure.steps.entries())
    for (const list of ['solutions', 'wrong'] as const)
      once(step[list].map(({ id }, at) => ({ id, path: ['steps', index, list, at, 'id'] })));
  for (const { id, path } of [...steps, ...checks])
    if (reservedNames.some(reserved => reserved === id))
      found.push(yaml.at(path, said('lint.reserved', { id })));
  return found;
}

function checkReferences({ structure, yaml }: Readable): Complaint[] {
  const order = structure.steps.map(step => step.id);
  return placedChecks(structure).flatMap(({ step, index, check, path }) => {
    const found: Complaint[] = [];
    if (typeof check.holds === 'object') {
      const until = order.indexOf(check.holds.until);
      const at = [...path, 'holds', 'until'];
      if (until < 0) found.push(yaml.at(at, unknownWord('lint.no-step', check.holds.until, order)));
      else if (until < index)
        found.push(yaml.at(at, said('lint.until-earlier', { step: check.holds.until })));
    }
    const siblings = [...step.checks, ...step.bystanders];
    for (const [at, need] of check.needs.entries()) {
      const known = siblings.map(({ id }) => id).filter(id => id !== check.id);
      if (!known.includes(need))
        found.push(yaml.at([...path, 'needs', at], unknownWord('lint.no-check-here', need, known)));
      else if (reaches(need, check.id, new Map(siblings.map(({ id, needs }) => [id, needs]))))
        found.push(yaml.at([...path, 'needs', at], said('lint.needs-circle', { id: need })));
    }
    return found;
  });
}

/** Whether a check needs another one, directly or through others. */
function reaches(from: string, to: string, needs: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const walk = (id: string): boolean => {
    if (id === to) return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return (needs.get(id) ?? []).some(walk);
  };
  return walk(from);
}

function wrongReferences({ structure, yaml }: Readable): Complaint[] {
  return structure.steps.flatMap((step, index) =>
    step.wrong.flatMap((wrong, at) => {
      const path = ['steps', index, 'wrong', at];
      const checks = [...step.checks, ...step.bystanders];
      const solutions = step.solutions.map(({ id }) => id);
      const found: Complaint[] = [];
      if (!checks.some(({ id }) => id === wrong.caught))
        found.push(
          yaml.at(
            [...path, 'caught'],
            unknownWord(
              'lint.no-check-here',
              wrong.caught,
              checks.map(({ id }) => id),
            ),
          ),
        );
      if (wrong.after !== undefined && !solutions.includes(wrong.after))
        found.push(yaml.at([...path, 'after'], unknownWord('lint.no-solution', wrong.after, solutions)));
      return found;
    }),
  );
}

function hostReferences({ structure, yaml }: Readable): Complaint[] {
  const known = structure.hosts;
  const found: Complaint[] = [];
  const host = (name: string, path: YamlPath): void => {
    if (!known.includes(name)) found.push(yaml.at(path, unknownWord('lint.no-host', name, known)));
  };
  const lists = [
    { path: ['hosts'], names: structure.hosts },
    ...Object.entries(structure.wires).map(([wire, names]) => ({ path: ['wires', wire], names })),
  ];
  for (const { path, names } of lists)
    for (const [at, name] of names.entries()) {
      const first = names.indexOf(name);
      const taken = said('lint.id-twice', { id: name, line: yaml.lineOf([...path, first]) });
      if (first < at) found.push(yaml.at([...path, at], taken));
      else host(name, [...path, at]);
    }
  const probes = [
    ...placedChecks(structure).map(({ check, path }) => ({ probe: check, path })),
    ...structure.steps.flatMap(({ predict }, index) =>
      predict === undefined ? [] : [{ probe: predict.measure, path: ['steps', index, 'predict', 'measure'] }],
    ),
  ];
  for (const { probe, path } of probes)
    for (const { place, path: inner } of placesOf(probe)) {
      const { host: named } = splitHost(place);
      if (named !== undefined) host(named, [...path, ...inner]);
    }
  return found;
}

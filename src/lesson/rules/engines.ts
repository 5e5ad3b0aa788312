import { isDeepStrictEqual } from 'node:util';
import { said } from '../../probe/schema/index.ts';
import { placedChecks } from '../checks.ts';
import { checkOn, type EngineName, engines, isFor, type WrittenCheck } from '../engines.ts';
import type { Readable, Rule } from '../manuscript.ts';
import type { Complaint } from '../types.ts';
import type { YamlFile, YamlPath } from '../yaml-file.ts';

/** What is said of engines makes a difference, has its reason, and leaves every engine a way through. */
export const engineParts: Rule = lesson => [
  ...overrides(lesson),
  ...restrictions(lesson),
  ...engines.flatMap(engine => waysOn(lesson, engine)),
];

function overrides({ structure, yaml }: Readable): Complaint[] {
  return writtenChecks(structure).flatMap(({ check, path }) =>
    Object.keys(check.engines ?? {})
      .filter(name => {
        const engine = engines.find(one => one === name);
        return engine !== undefined && isDeepStrictEqual(checkOn(check, engine), checkOn(check, undefined));
      })
      .map(name => yaml.atKey([...path, 'engines', name], said('lint.override-same', { engine: name }))),
  );
}

function restrictions({ structure, yaml }: Readable): Complaint[] {
  return structure.steps.flatMap((step, index) =>
    (['solutions', 'wrong'] as const).flatMap(list =>
      step[list].flatMap(({ engines: only, reason }, at): Complaint[] => {
        const path = ['steps', index, list, at];
        if (only === undefined)
          return reason === undefined
            ? []
            : [yaml.atKey([...path, 'reason'], said('lint.reason-without-engines'))];
        return [
          ...(reason === undefined ? [yaml.at(path, said('lint.missing-field', { field: 'reason' }))] : []),
          ...(engines.every(engine => only.includes(engine))
            ? [yaml.at([...path, 'engines'], said('lint.every-engine'))]
            : []),
        ];
      }),
    ),
  );
}

/** Each engine has a solution where there are any, and the one that a wrong answer there comes after. */
function waysOn({ structure, yaml }: Readable, engine: EngineName): Complaint[] {
  return structure.steps.flatMap((step, index) => {
    const here = step.solutions.filter(solution => isFor(solution, engine));
    const found: Complaint[] = [];
    if (step.solutions.length > 0 && here.length === 0)
      found.push(
        yaml.at(['steps', index, 'solutions'], said('lint.no-solution-on', { step: step.id, engine })),
      );
    for (const [at, wrong] of step.wrong.entries()) {
      const elsewhere =
        isFor(wrong, engine) &&
        step.solutions.some(({ id }) => id === wrong.after) &&
        !here.some(({ id }) => id === wrong.after);
      if (elsewhere)
        found.push(
          yaml.at(
            ['steps', index, 'wrong', at, 'after'],
            said('lint.after-elsewhere', { solution: wrong.after ?? '', engine }),
          ),
        );
    }
    return found;
  });
}

/**
 * What rules find in the checks of a lesson: as they are written, and again on each engine where one is written
 * differently. A complaint that is only about an engine says which, and stands at the field written for it.
 */
export function onEveryEngine(
  lesson: Readable,
  judge: (lesson: Readable) => readonly Complaint[],
): Complaint[] {
  const plain = judge({ ...lesson, structure: withChecksOn(lesson, undefined) });
  const known = new Set(plain.map(placeOf));
  const written = writtenChecks(lesson.structure);
  return [
    ...plain,
    ...engines
      .filter(engine => written.some(({ check }) => check.engines?.[engine] !== undefined))
      .flatMap(engine =>
        judge({
          ...lesson,
          structure: withChecksOn(lesson, engine),
          yaml: yamlOn(lesson.yaml, written, engine),
        })
          .filter(complaint => !known.has(placeOf(complaint)))
          .map(({ what, ...place }) => ({ ...place, what: said('lint.on-engine', { engine, what }) })),
      ),
  ];
}

function placeOf({ file, line, column, what }: Complaint): string {
  return JSON.stringify([file, line, column, what]);
}

/** Solutions and wrong answers stay where they are: a place in the file is a number in their list. */
function withChecksOn({ structure }: Readable, engine: EngineName | undefined): Readable['structure'] {
  const on = (checks: readonly WrittenCheck[]) => checks.map(check => checkOn(check, engine));
  const steps = structure.steps.map(step => ({
    ...step,
    checks: on(step.checks),
    bystanders: on(step.bystanders),
  }));
  return { ...structure, steps };
}

type Written = { readonly check: WrittenCheck; readonly path: YamlPath };

function writtenChecks(structure: Readable['structure']): readonly Written[] {
  return placedChecks(structure);
}

/** The file with every field of a check found where it is written for an engine, if it is written there. */
function yamlOn(yaml: YamlFile, written: readonly Written[], engine: EngineName): YamlFile {
  const moved = (path: YamlPath): YamlPath => {
    const own = written.find(one => one.path.every((key, at) => key === path[at]));
    const [field, ...rest] = own === undefined ? [] : path.slice(own.path.length);
    const override = own?.check.engines?.[engine];
    return own === undefined || field === undefined || override === undefined || !(String(field) in override)
      ? path
      : [...own.path, 'engines', engine, field, ...rest];
  };
  return {
    ...yaml,
    at: (path, what) => yaml.at(moved(path), what),
    atKey: (path, what) => yaml.atKey(moved(path), what),
    inside: (path, line, column, what) => yaml.inside(moved(path), line, column, what),
    lineOf: path => yaml.lineOf(moved(path)),
  };
}

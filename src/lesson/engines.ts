import * as z from 'zod';
import { type Check, checkSchema } from '../probe/schema/index.ts';
import { unwrap } from './fields.ts';

/** Engine generations as lessons call them: by their major version. */
export const engines = ['20', '26', '28'] as const;
export type EngineName = (typeof engines)[number];

/** YAML reads a bare `20` as a number. */
const engineName = z
  .preprocess(value => (typeof value === 'number' ? String(value) : value), z.enum(engines))
  // For editors, which read YAML too.
  .meta({ type: ['string', 'integer'], enum: [...engines, ...engines.map(Number)] });

/** Where something is done on some engines only: fields of a solution and of a wrong answer. */
export const onlyOn = {
  engines: z
    .array(engineName)
    .min(1)
    .optional()
    .describe('The engines it is for, by major version, such as `[20, 26]`; default: all. Needs `reason`.'),
  reason: z.string().min(1).optional().describe('Why it is not for the other engines, for authors.'),
};

/** What a check says differently on one engine. `null` takes a field away. */
export type Override = { readonly reason: string } & { readonly [field: string]: unknown };

/** A check as an author writes it: with what differs from engine to engine. */
export type WrittenCheck = Check & { readonly engines?: { readonly [name in EngineName]?: Override } };

/** The schema of a check with `engines`: on each, any fields of its kind, but not another kind, id or lifetime. */
function withEngines(kind: (typeof checkSchema.options)[number]): z.ZodObject {
  const {
    id: _id,
    probe: _probe,
    holds: _holds,
    ...fields
  }: Readonly<Record<string, z.core.$ZodType>> = kind.shape;
  const override = z
    .strictObject({
      reason: z.string().min(1),
      ...Object.fromEntries(
        Object.entries(fields).map(([name, field]) => {
          const bare = unwrap(field);
          return [name, z.optional(field instanceof z.ZodOptional ? z.nullable(bare) : bare)] as const;
        }),
      ),
    })
    // Once in the JSON schema that editors read, not once for each engine.
    .meta({ id: `${kind.shape.probe.value}-on-engine` });
  return kind.extend({
    engines: z
      .strictObject(Object.fromEntries(engines.map(name => [name, override.optional()])))
      .optional()
      .describe(
        'What differs on an engine: its major version, the fields that take the place of those above, and the `reason` why.',
      ),
  });
}

/** The checks of all kinds. The type is what these schemas give; TypeScript cannot follow the loop over them. */
export const writtenCheckSchema = z.discriminatedUnion(
  'probe',
  checkSchema.options.map(withEngines) as unknown as [z.ZodObject, ...z.ZodObject[]],
) as unknown as z.ZodType<WrittenCheck>;

type OnlyOn = { readonly engines?: readonly EngineName[] | undefined };
type StepOnEngines = {
  readonly checks: readonly WrittenCheck[];
  readonly bystanders: readonly WrittenCheck[];
  readonly solutions: readonly OnlyOn[];
  readonly wrong: readonly OnlyOn[];
};

/** The check that holds on an engine, without a word about engines. */
export function checkOn(
  { engines: overrides, ...check }: WrittenCheck,
  engine: EngineName | undefined,
): Check {
  const { reason: _reason, ...fields } = (engine && overrides?.[engine]) ?? { reason: '' };
  const merged = Object.entries({ ...check, ...fields }).filter(([, value]) => value !== null);
  // Each field was read by the schema of the check's own kind.
  return Object.fromEntries(merged) as Check;
}

/** Whether a solution or a wrong answer is for an engine. */
export function isFor({ engines: only }: OnlyOn, engine: EngineName): boolean {
  return only === undefined || only.includes(engine);
}

/** The engine of a generation (`26.1`), as lessons call it. Throws a RangeError for one that lessons do not know. */
export function engineOf(generation: string): EngineName {
  const [major] = generation.split('.');
  const engine = engines.find(name => name === major);
  if (engine === undefined) throw new RangeError(`lessons know no engine ${generation}`);
  return engine;
}

/**
 * A lesson as it is on an engine generation (`26.1`): its checks with what differs there, and only the solutions and wrong
 * answers for it, so that nobody after this need know of engines. Throws a RangeError for a generation lessons don't know.
 */
export function lessonOn<L extends { readonly steps: readonly StepOnEngines[] }>(
  lesson: L,
  generation: string,
): L {
  const engine = engineOf(generation);
  const own = <T extends OnlyOn>(list: readonly T[]): T[] => list.filter(one => isFor(one, engine));
  const steps = lesson.steps.map(step => ({
    ...step,
    checks: step.checks.map(check => checkOn(check, engine)),
    bystanders: step.bystanders.map(check => checkOn(check, engine)),
    solutions: own(step.solutions),
    wrong: own(step.wrong),
  }));
  return { ...lesson, steps };
}

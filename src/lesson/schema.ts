import * as z from 'zod';
import { measureSchema, slug } from '../probe/schema/index.ts';
import { onlyOn, writtenCheckSchema } from './engines.ts';

/** Ids (here and below) name parts of the JSON schema that editors read; what has none is repeated in it. */
const check = writtenCheckSchema.meta({ id: 'check' });

const script = z
  .string()
  .min(1)
  .describe(
    'Shell lines, run one after the other by `sh -eu` on the lab host with no standard input; placeholders allowed.',
  );

/** Which measured reading a prediction's choice stands for. At least one field; all given ones must match. */
const reading = z
  .strictObject({
    outcome: z
      .string()
      .min(1)
      .optional()
      .describe('Outcome of the measuring probe (`open`, `no-such-name`, …).'),
    contains: z
      .string()
      .min(1)
      .optional()
      .describe('Text in what was measured (the page, the output); placeholders allowed.'),
    value: z.string().min(1).optional().describe('The value measured; placeholders allowed.'),
  })
  .refine(value => Object.keys(value).length > 0, 'say what the probe must see')
  // For editors, which see no refinement.
  .meta({ minProperties: 1 });

const prediction = z
  .strictObject({
    measure: measureSchema.describe('The probe that gives the answer, live.'),
    choices: z
      .record(slug, z.union([z.literal('unsure'), reading]))
      .describe(
        'Choices in the order shown: what each would look like when measured, or `unsure`. Words and replies stand in the prose.',
      ),
  })
  .meta({
    id: 'prediction',
    description: 'A guess asked before the step, measured live after it. Never graded.',
  });

const solution = z
  .strictObject({
    id: slug.default('one-way').describe('Name of the solution, unique in its step.'),
    run: script.optional(),
    answer: z.string().min(1).optional().describe('For answer steps: what to answer; placeholders allowed.'),
    ...onlyOn,
  })
  .meta({ id: 'solution' });

const wrong = z
  .strictObject({
    id: slug.describe('Name of the wrong answer, unique in its step.'),
    run: script.optional(),
    answer: z.string().min(1).optional().describe('A wrong answer to type; placeholders allowed.'),
    caught: z.string().min(1).describe('The check that must fail.'),
    got: z
      .string()
      .min(1)
      .optional()
      .describe('Code of what that check must say it got, such as `container.exited` or a confusion key.'),
    after: z
      .string()
      .min(1)
      .optional()
      .describe('Id of a solution of this step to run first, for mistakes that break what was right.'),
    ...onlyOn,
  })
  .meta({ id: 'wrong' });

/** What a container is to be connected to. */
const goalWay = z.union([
  z.array(z.string().min(1)),
  z.string().regex(/^container:[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'a list of networks, or `container:NAME`'),
]);

const goal = z
  .strictObject({
    containers: z
      .record(
        z.string().regex(/^([a-z0-9-]+\/)?[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'a container name, or `HOST/NAME`'),
        goalWay,
      )
      .refine(value => Object.keys(value).length > 0, 'name at least one container')
      .describe(
        'Each with the networks it is to be on (it may be on others as well), `[host]`, `[]` for none at all, or `container:NAME` to be in the namespace of that one.',
      ),
  })
  .meta({
    id: 'goal',
    description: 'Where the step leads, drawn beside the real map. For steps whose solutions all lead there.',
  });

const stepBase = {
  id: slug.describe('Name of the step, unique in its lesson. Its prose stands under `## ID: Title`.'),
  quiet: z
    .boolean()
    .default(false)
    .describe('No traffic probe runs by itself in this step: the learner watches a counter or a capture.'),
  predict: prediction.optional(),
  checks: z
    .array(check)
    .default([])
    .describe('What must be so for the step to be passed, in the order shown.'),
  bystanders: z
    .array(check)
    .default([])
    .describe('What must stay as it is while the learner acts; checks like any other.'),
  goal: goal.optional(),
  remember: z
    .record(slug, z.string().min(1))
    .default({})
    .describe('Values to remember when the step is passed, for `{seen:KEY}` in later steps.'),
  solutions: z
    .array(solution)
    .default([])
    .describe(
      'Ways to pass the step; the first one is shown and played. A `run` step has its command as one.',
    ),
  wrong: z
    .array(wrong)
    .default([])
    .describe('Mistakes people make here, each with the check that catches it. `prove` tries them.'),
  reason: z
    .string()
    .min(1)
    .optional()
    .describe('Why this step has no check, for authors. Required where there is none.'),
};

/** A step. `kind` says what is asked of the learner. */
const stepSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('read'), ...stepBase }),
  z.strictObject({
    kind: z.literal('run'),
    ...stepBase,
    command: z
      .string()
      .min(1)
      .describe('The command to type; it can be put on the prompt. Placeholders allowed.'),
    in: slug
      .optional()
      .describe('Whose shell the command belongs in: a host or `outside`. Default: the first host.'),
  }),
  z.strictObject({ kind: z.literal('do'), ...stepBase }),
  z.strictObject({ kind: z.literal('predict'), ...stepBase, predict: prediction }),
  z.strictObject({ kind: z.literal('answer'), ...stepBase }),
  z.strictObject({ kind: z.literal('repair'), ...stepBase }),
]);

/** `lesson.yaml`: the structure of a lesson, once for all languages. */
export const lessonSchema = z.strictObject({
  id: slug.describe('Name of the lesson and of its folder.'),
  minutes: z.number().int().min(1).max(60).describe('How long it takes a newcomer.'),
  hosts: z.array(slug).min(1).max(4).default(['host1']).describe('Lab hosts, in the order they boot.'),
  wires: z
    .record(slug, z.array(slug).min(2))
    .default({})
    .describe('Outer networks: a name and the hosts on it. None for a lesson on one host.'),
  shells: z
    .array(slug)
    .min(1)
    .max(4)
    .optional()
    .describe(
      'Shells that are open at the start, in the order of their tabs: hosts and `outside`, also more than once. Default: one on the first host.',
    ),
  needs: z
    .array(z.enum(['br-netfilter']))
    .default([])
    .describe('What the lab host must have beyond Docker.'),
  setup: script.optional().describe('Run once on the first host before the first step.'),
  steps: z.array(stepSchema).min(1).describe('The steps, in order.'),
});

export type LessonStructure = z.output<typeof lessonSchema>;
export type Step = z.output<typeof stepSchema>;
export type Prediction = z.output<typeof prediction>;
export type Solution = z.output<typeof solution>;
export type WrongAnswer = z.output<typeof wrong>;

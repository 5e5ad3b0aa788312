import { z } from 'zod';
import { curriculumSchema } from '../../../src/lesson/curriculum.ts';
import { unwrap } from '../../../src/lesson/fields.ts';
import { measureOutcomes } from '../../../src/lesson/rules/predictions.ts';
import { lessonSchema } from '../../../src/lesson/schema.ts';
import { codesByKind } from '../../../src/probe/index.ts';
import { found } from '../../../src/text/en/found.ts';

type Schema = z.core.$ZodType;
type Shape = Readonly<Record<string, Schema>>;

/** Text between `<!-- fields: NAME -->` and `<!-- end -->`, replaced by the table of that name. */
export function withFieldTables(markdown: string): string {
  return markdown.replace(
    /(<!-- fields: ([a-z-]+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_whole, open: string, name: string, close: string) => `${open}${tables()[name] ?? ''}${close}`,
  );
}

/** Names of the tables a guide must have. */
export function tableNames(): string[] {
  return Object.keys(tables());
}

function tables(): Record<string, string> {
  const step = optionsOf(elementOf(lessonSchema.shape.steps));
  const common = sharedFields(step);
  const prediction = shapeOf(common.predict);
  const choice = optionsOf(recordValueOf(prediction.choices)).find(one => one instanceof z.ZodObject);
  const checks = optionsOf(elementOf(common.checks));
  const envelope = sharedFields(checks);
  return {
    part: table(shapeOf(elementOf(curriculumSchema.shape.parts))),
    lesson: table(lessonSchema.shape),
    step: table(without(common, ['kind'])),
    prediction: table(prediction),
    goal: table(shapeOf(common.goal)),
    measures: measureTable(optionsOf(prediction.measure)),
    reading: table(shapeOf(choice)),
    solution: table(shapeOf(elementOf(common.solutions))),
    wrong: table(shapeOf(elementOf(common.wrong))),
    check: table(without(envelope, ['probe'])),
    probes: probeTable(checks, Object.keys(envelope)),
    codes: codeTable(),
  };
}

function table(shape: Shape): string {
  const rows = Object.entries(shape).map(([name, field]) =>
    row([`\`${name}\``, valueWords(field), meaning(field)]),
  );
  return `${row(['field', 'value', 'meaning'])}${row(['---', '---', '---'])}${rows.join('')}`;
}

function probeTable(checks: readonly Schema[], envelope: readonly string[]): string {
  const rows = checks.flatMap(check => {
    const kind = unwrap(shapeOf(check).probe ?? check);
    const title = kind instanceof z.ZodLiteral ? `\`${String(kind.value)}\`` : '';
    return Object.entries(without(shapeOf(check), envelope)).map(([name, field], index) =>
      row([index === 0 ? title : '', `\`${name}\``, valueWords(field), meaning(field)]),
    );
  });
  return `${row(['probe', 'field', 'value', 'meaning'])}${row(['---', '---', '---', '---'])}${rows.join('')}`;
}

/** What a prediction may measure, with which fields, and what the outcome is called. */
function measureTable(measures: readonly Schema[]): string {
  const rows = measures.map(measure => {
    const { probe, ...fields } = shapeOf(measure);
    const kind = kindWords(probe ?? measure);
    const outcomes = measureOutcomes[kind.replaceAll('`', '') as keyof typeof measureOutcomes];
    const named = outcomes?.map(outcome => `\`${outcome}\``).join(', ') ?? otherOutcomes[kind] ?? '';
    const optional = (field: Schema) =>
      field instanceof z.ZodOptional || field instanceof z.ZodDefault ? ', optional' : '';
    return row([
      kind,
      Object.entries(fields)
        .map(([name, field]) => `\`${name}\`${optional(field)}`)
        .join('; '),
      named,
    ]);
  });
  return `${row(['probe', 'fields', 'outcome'])}${row(['---', '---', '---'])}${rows.join('')}`;
}

const otherOutcomes: Readonly<Record<string, string>> = {
  '`command`': 'its exit code, such as `0`',
  '`resolver`': 'the first name server, such as `127.0.0.11`',
};

/** What checks of each kind may say they got; what any of them may say comes last. What could not be measured is left out. */
function codeTable(): string {
  const kinds = Object.entries(codesByKind);
  const [, first = []] = kinds[0] ?? [];
  const common = first.filter(code => kinds.every(([, codes]) => codes.includes(code)));
  const rows = [...kinds, ['any', common] as const].flatMap(([kind, codes]) =>
    codes
      .filter(code => !code.startsWith('unmeasured.') && (kind === 'any' || !common.includes(code)))
      .map((code, index) => row([index === 0 ? `\`${kind}\`` : '', `\`${code}\``, words[code] ?? ''])),
  );
  return `${row(['check', 'code', 'says'])}${row(['---', '---', '---'])}${rows.join('')}`;
}

const words: Readonly<Record<string, string>> = found;

function row(cells: readonly string[]): string {
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
}

/** What a field takes, and what holds where it is left out. */
function valueWords(field: Schema): string {
  if (field instanceof z.ZodDefault) {
    const value = JSON.stringify(field.def.defaultValue);
    const empty = value === '[]' || value === '{}';
    return `${kindWords(field.unwrap())}${empty ? ', optional' : `, default \`${value.replaceAll('"', '')}\``}`;
  }
  return field instanceof z.ZodOptional ? `${kindWords(field.unwrap())}, optional` : kindWords(field);
}

function kindWords(schema: Schema): string {
  const bare = unwrap(schema);
  if (bare instanceof z.ZodEnum) return bare.options.map(option => `\`${option}\``).join(', ');
  if (bare instanceof z.ZodLiteral) return `\`${String(bare.value)}\``;
  if (bare instanceof z.ZodBoolean) return '`true`, `false`';
  if (bare instanceof z.ZodNumber) return `${bare.minValue} to ${bare.maxValue}`;
  if (bare instanceof z.ZodArray) return `list of ${kindWords(bare.element)}`;
  if (bare instanceof z.ZodRecord) return `names, each with ${kindWords(bare.valueType)}`;
  if (bare instanceof z.ZodDiscriminatedUnion) return 'fields';
  if (bare instanceof z.ZodUnion) return bare.options.map(kindWords).join(', ');
  return bare instanceof z.ZodObject ? 'fields' : 'text';
}

function meaning(field: Schema): string {
  if (field instanceof z.ZodType && field.description !== undefined) return field.description;
  const inner = field instanceof z.ZodDefault || field instanceof z.ZodOptional ? field.unwrap() : undefined;
  if (inner === undefined) throw new Error('a field of a lesson has no description');
  return meaning(inner);
}

function shapeOf(schema: Schema | undefined): Shape {
  const bare = schema && unwrap(schema);
  return bare instanceof z.ZodObject ? bare.shape : {};
}

function optionsOf(schema: Schema | undefined): readonly Schema[] {
  const bare = schema && unwrap(schema);
  return bare instanceof z.ZodUnion ? bare.options : [];
}

function elementOf(schema: Schema | undefined): Schema | undefined {
  const bare = schema && unwrap(schema);
  return bare instanceof z.ZodArray ? bare.element : undefined;
}

function recordValueOf(schema: Schema | undefined): Schema | undefined {
  const bare = schema && unwrap(schema);
  return bare instanceof z.ZodRecord ? bare.valueType : undefined;
}

/** Fields that every branch of a union has, in the form of the first. */
function sharedFields(branches: readonly Schema[]): Shape {
  const shapes = branches.map(shapeOf);
  return Object.fromEntries(
    Object.entries(shapes[0] ?? {}).filter(([name]) => shapes.every(shape => name in shape)),
  );
}

function without(shape: Shape, names: readonly string[]): Shape {
  return Object.fromEntries(Object.entries(shape).filter(([name]) => !names.includes(name)));
}

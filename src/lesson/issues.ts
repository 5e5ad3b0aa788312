import type { z } from 'zod';
import { nearest, type Said, said } from '../probe/schema/index.ts';
import { child, fieldsAt } from './fields.ts';
import type { Complaint } from './types.ts';
import type { YamlFile, YamlPath } from './yaml-file.ts';

/** What a file holds once read against a schema: the value if it could be had, and every complaint on the way. */
export type Checked<T> = { readonly value: T | undefined; readonly complaints: readonly Complaint[] };

/**
 * Reads a YAML file against a schema. A file whose only fault is unknown fields still gives its value, so that the rest
 * of it can be checked in the same run.
 */
export function checkAgainst<T>(yaml: YamlFile, schema: z.ZodType<T>): Checked<T> {
  if (yaml.value === undefined) return { value: undefined, complaints: yaml.complaints };
  const first = schema.safeParse(yaml.value);
  if (first.success) return { value: first.data, complaints: yaml.complaints };
  const issues = first.error.issues;
  const second = schema.safeParse(withoutUnknown(yaml.value, issues));
  return {
    value: second.success ? second.data : undefined,
    complaints: [...yaml.complaints, ...complaintsOfAll(issues, yaml, schema)],
  };
}

/** Leaves out "`until` is missing" where an unknown field beside it was most likely meant to be it. */
function complaintsOfAll(
  issues: readonly z.core.$ZodIssue[],
  yaml: YamlFile,
  schema: z.core.$ZodType,
): Complaint[] {
  const meant = new Set(
    issues.flatMap(issue =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map(key =>
            [...issue.path, nearest(key, fieldsAt(schema, issue.path, yaml.value))].join('/'),
          )
        : [],
    ),
  );
  return issues
    .filter(issue => !meant.has(issue.path.join('/')) || issue.path.reduce(child, yaml.value) !== undefined)
    .flatMap(issue => complaintsOf(issue, yaml, schema));
}

function complaintsOf(issue: z.core.$ZodIssue, yaml: YamlFile, schema: z.core.$ZodType): Complaint[] {
  const { path } = issue;
  const value = path.reduce(child, yaml.value);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = fieldsAt(schema, path, yaml.value);
      const code = path.at(-1) === 'engines' ? 'lint.no-engine' : 'lint.unknown-field';
      return issue.keys.map(key => yaml.atKey([...path, key], unknownWord(code, key, known)));
    }
    case 'invalid_union': {
      if (value === undefined) return [missing(yaml, path)];
      if ('options' in issue && issue.options !== undefined)
        return [yaml.at(path, oneOf(value, issue.options.map(String)))];
      const inner = branchMeant(issue.errors, value);
      if (inner !== undefined)
        return complaintsOfAll(
          inner.map(one => ({ ...one, path: [...path, ...one.path] })),
          yaml,
          schema,
        );
      return [yaml.at(path, said('lint.expected', { expected: issue.errors.flat().flatMap(wanted) }))];
    }
    case 'invalid_key':
      return issue.issues.map(one =>
        yaml.atKey(path, said('lint.name-form', { got: String(path.at(-1)), form: formOf(one) })),
      );
    default:
      return [value === undefined ? missing(yaml, path) : yaml.at(path, sentence(issue, value))];
  }
}

function sentence(issue: z.core.$ZodIssue, value: unknown): Said {
  switch (issue.code) {
    case 'invalid_type':
      return said('lint.expected', { expected: [said(`lint.type.${issue.expected}`)] });
    case 'invalid_value':
      return oneOf(value, issue.values.map(String));
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? said('lint.empty', { least: Number(issue.minimum) })
        : said('lint.at-least', { least: Number(issue.minimum) });
    case 'too_big':
      return issue.origin === 'array'
        ? said('lint.at-most-items', { most: Number(issue.maximum) })
        : said('lint.at-most', { most: Number(issue.maximum) });
    case 'invalid_format':
      return said('lint.form', { got: String(value), form: formOf(issue) });
    default:
      return said('lint.refused', { reason: formOf(issue) });
  }
}

/** What the schema says of a form, in the reader's language where the words are known. */
function formOf(issue: z.core.$ZodIssue): string | Said {
  if (issue.code === 'invalid_format' && issue.format === 'starts_with') return said('lint.form.path');
  const known: Readonly<Record<string, string>> = {
    'lower-case words joined by hyphens': 'lint.form.slug',
    'a container name, `host`, `outside`, `netns:NAME`, or `HOST/NAME`': 'lint.form.place',
    'a name with dots': 'lint.form.sysctl',
    'say what the probe must see': 'lint.form.reading',
  };
  const code = known[issue.message];
  return code === undefined ? issue.message : said(code);
}

function missing(yaml: YamlFile, path: YamlPath): Complaint {
  return yaml.at(path.slice(0, -1), said('lint.missing-field', { field: String(path.at(-1)) }));
}

/** "Unknown word", with the nearest known one, or with all of them where none is near. */
export function unknownWord(
  code: string,
  word: string,
  known: readonly string[],
  more: Said['params'] = {},
): Said {
  const near = nearest(word, known);
  const hint =
    near !== undefined
      ? said('lint.nearest', { word: near })
      : known.length > 0
        ? said('lint.known', { words: known })
        : said('lint.none-known');
  return said(code, { word, hint, ...more });
}

function oneOf(value: unknown, known: readonly string[]): Said {
  return unknownWord('lint.unknown-value', typeof value === 'string' ? value : JSON.stringify(value), known);
}

function wanted(issue: z.core.$ZodIssue): (string | Said)[] {
  if (issue.code === 'invalid_value') return issue.values.map(value => `\`${String(value)}\``);
  return issue.code === 'invalid_type' ? [said(`lint.type.${issue.expected}`)] : [];
}

/** The branch of a plain union that fits the kind of value that stands there: the one that does not refuse it whole. */
function branchMeant(
  branches: readonly (readonly z.core.$ZodIssue[])[],
  value: unknown,
): readonly z.core.$ZodIssue[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return branches.find(issues =>
    issues.every(one => one.path.length > 0 || !['invalid_type', 'invalid_value'].includes(one.code)),
  );
}

/** A copy of a value without the fields that the schema does not know. */
function withoutUnknown(value: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const copy: unknown = structuredClone(value);
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const parent = issue.path.reduce(child, copy);
    if (typeof parent === 'object' && parent !== null)
      for (const key of issue.keys) Reflect.deleteProperty(parent, key);
  }
  return copy;
}

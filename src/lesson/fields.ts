import * as z from 'zod';

/** A schema without its wrappers: what stands behind `default`, `optional` and the like. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return unwrap(schema.unwrap());
  if (schema instanceof z.ZodNullable) return unwrap(schema.unwrap());
  // Something made ready before it is read.
  if (schema instanceof z.ZodPipe) return unwrap(schema.def.out);
  return schema;
}

/** The names of the fields a schema knows where `path` leads in `value`; none where anything may stand. */
export function fieldsAt(schema: z.core.$ZodType, path: readonly PropertyKey[], value: unknown): string[] {
  const bare = unwrap(schema);
  if (bare instanceof z.ZodUnion) {
    const branch = branchFor(bare, value);
    return branch === undefined ? [] : fieldsAt(branch, path, value);
  }
  const [key, ...rest] = path;
  if (key === undefined) return bare instanceof z.ZodObject ? Object.keys(bare.shape) : [];
  const inner = bare instanceof z.ZodArray ? bare.element : fieldOf(bare, key);
  return inner === undefined ? [] : fieldsAt(inner, rest, child(value, key));
}

/** The value under a key or index, if there is one. */
export function child(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === String(key))?.[1];
}

function fieldOf(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema instanceof z.ZodObject ? schema.shape[String(key)] : undefined;
}

/** The branch of a union a value is meant for: by the discriminator, else the one made of fields. */
function branchFor(union: z.ZodUnion, value: unknown): z.core.$ZodType | undefined {
  const branches = union.options.map(unwrap);
  if (!(union instanceof z.ZodDiscriminatedUnion))
    return branches.find(branch => branch instanceof z.ZodObject);
  const key = union.def.discriminator;
  const wanted = child(value, key);
  return branches.find(branch => {
    const literal = branch instanceof z.ZodObject ? branch.shape[key] : undefined;
    return literal instanceof z.ZodLiteral && literal.value === wanted;
  });
}

import { z } from 'zod';

/**
 * A schema as editors read it, as the text of a file. Draft 7 is what they all know. What is optional in a file (a field
 * with a default) is so here.
 */
export function jsonSchemaText(schema: z.ZodType, title: string): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    override({ jsonSchema }) {
      // Zod's own name for a form whose pattern stands beside it.
      if (jsonSchema.format === 'starts_with') delete jsonSchema.format;
    },
  });
  return `${JSON.stringify({ $schema, title, ...rest }, undefined, 2)}\n`;
}

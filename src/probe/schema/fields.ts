import * as z from 'zod';
import { outcomes } from '../result.ts';
import { place } from './place-field.ts';
import { publishedPort } from './placeholder.ts';

/** Form of every id in a lesson. */
export const slug = z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case words joined by hyphens');

/** Fields that several kinds of check have. */
export const text = z.string().min(1);
export const from = place.describe(
  'Where the probe starts: a container, `host`, `outside`, or `netns:NAME`.',
);
export const port = z.number().int().min(1).max(65_535).describe('Port number.');
/** A port that may be written as the placeholder of a published one. */
export const targetPort = z
  .union([port, z.string().regex(publishedPort, 'a number, or `{port:CONTAINER/PORT}`')])
  .describe('Port number, or `{port:web1/80}`: the host port that is published for it.');
export const outcome = z.enum(outcomes).describe('What must become of the attempt.');

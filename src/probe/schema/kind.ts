import type * as z from 'zod';
import type { Said } from '../said.ts';

/** What a lesson's checks call by name. */
export type Nameable = 'container' | 'network' | 'alias';

/** What is known of a kind of check without looking at a lab. */
export type Kind<Check> = {
  /** `traffic` probes send packets a learner's counter or `tcpdump` would see; `state` probes only read. */
  readonly class: 'state' | 'traffic';
  /** Fields with the name of something in the lab, besides `from`. What is asked for by name counts as a container. */
  readonly names: { readonly [Field in keyof Check & string]?: Nameable };
  /** The title of a check that has none of its own in the lesson's prose: what must be so, in one line. */
  title(check: Check): Said;
  /**
   * Whether the check waits for something to come true. Only such a check may be polled: a negative that is tried again
   * until it passes would pass during any short interruption.
   */
  isPositive(check: Check): boolean;
};

/** A kind of check with the schema of its fields. */
export function kind<Schema extends z.ZodObject>(
  schema: Schema,
  about: Kind<z.output<Schema>>,
): Kind<z.output<Schema>> & { readonly schema: Schema } {
  return { schema, ...about };
}

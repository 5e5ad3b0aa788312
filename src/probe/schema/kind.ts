import type * as z from 'zod';
import type { Said } from '../said.ts';

/** What a lesson's checks call by name. */
export type Nameable = 'container' | 'network' | 'alias' | 'namespace';

/**
 * What it takes to run a check: `state` only reads; `traffic` sends packets a learner's counter or `tcpdump` would see;
 * `request` takes so long, sends so much, or is itself such an event that it runs only when the learner asks.
 */
export type CheckClass = 'state' | 'traffic' | 'request';

/** Every class: what a round runs that was asked for. */
export const allClasses: readonly CheckClass[] = ['state', 'traffic', 'request'];

/** What is known of a kind of check without looking at a lab. */
export type Kind<Check> = {
  /** Of all its checks, or by the value of one of their fields; `otherwise` is for values that are not listed. */
  readonly class:
    | CheckClass
    | {
        readonly field: keyof Check & string;
        readonly classes: Readonly<Record<string, CheckClass>>;
        readonly otherwise?: CheckClass;
      };
  /** Whether nobody else may send packets meanwhile: what it counts must be its own. */
  readonly alone?: true;
  /** Fields with the name of something in the lab, besides `from`. What is asked for by name counts as a container. */
  readonly names: { readonly [Field in keyof Check & string]?: Nameable };
  /** Fields that hold a place, besides `from`. */
  readonly places?: readonly (keyof Check & string)[];
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

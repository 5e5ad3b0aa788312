import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { kind } from '../kind.ts';
import { place } from '../place-field.ts';
import { placeSaid } from '../words.ts';

/** Compares the network namespaces of two places by their numbers. */
export const sameNamespace = kind(
  z.strictObject({
    probe: z.literal('same-namespace'),
    ...envelope,
    a: place.describe('A container, `host`, `outside`, or `netns:NAME`.'),
    b: place.describe('The other one.'),
    same: z.boolean().describe('Whether both must be in one network namespace.'),
  }),
  {
    class: 'state',
    names: {},
    places: ['a', 'b'],
    title: ({ a, b, same }) =>
      said(same ? 'title.same-namespace.same' : 'title.same-namespace.different', {
        a: placeSaid(a),
        b: placeSaid(b),
      }),
    isPositive: ({ same }) => same,
  },
);

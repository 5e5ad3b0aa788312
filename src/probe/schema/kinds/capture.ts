import * as z from 'zod';
import { said } from '../../said.ts';
import { attempt, attemptSaid } from '../attempt.ts';
import { envelope } from '../envelope.ts';
import { targetPort, text } from '../fields.ts';
import { kind } from '../kind.ts';
import { place } from '../place-field.ts';
import { placeSaid, valueSaid } from '../words.ts';

/** Looks whether the packets of an attempt are seen somewhere. */
export const capture = kind(
  z.strictObject({
    probe: z.literal('capture'),
    ...envelope,
    at: place.describe('Where packets are looked for: a container, `host`, `outside`, or `netns:NAME`.'),
    on: text
      .optional()
      .describe(
        'Interface, by its name or by that of a Docker network it is on; placeholders allowed. Else any but `lo`.',
      ),
    during: attempt.describe('The attempt: `probe` (`ping`, `tcp` or `udp`), `from`, `to`, and `port`.'),
    seen: z.boolean().describe('Whether its packets (not the answers) must be seen there.'),
    source: text
      .optional()
      .describe('Address or CIDR they must come from, as it is there; placeholders allowed.'),
    destination: text
      .optional()
      .describe('Address or CIDR they must go to, as it is there; placeholders allowed.'),
    port: targetPort.optional().describe('Port they must go to, as it is there.'),
  }),
  {
    class: 'request',
    alone: true,
    names: {},
    places: ['at'],
    title: ({ at, on, during, seen }) =>
      said(seen ? 'title.capture.seen' : 'title.capture.not-seen', {
        where:
          on === undefined
            ? placeSaid(at)
            : said('target.interface', { where: placeSaid(at), name: valueSaid(on) }),
        attempt: attemptSaid(during),
      }),
    isPositive: ({ seen }) => seen,
  },
);

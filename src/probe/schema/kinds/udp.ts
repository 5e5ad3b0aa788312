import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { from, targetPort, text } from '../fields.ts';
import { kind } from '../kind.ts';
import { portSaid, reachTitle } from '../reaching.ts';
import { placeSaid } from '../words.ts';

/** Sends a datagram. */
export const udp = kind(
  z.strictObject({
    probe: z.literal('udp'),
    ...envelope,
    from,
    to: text.describe('A name or an address; placeholders allowed.'),
    port: targetPort,
    send: z
      .enum(['text', 'dns'])
      .default('text')
      .describe(
        'What is sent: a line of text, or a DNS query for `localhost`, which is answered by name servers.',
      ),
    expect: z
      .enum(['open', 'refused', 'unreachable', 'no-route', 'no-data', 'no-such-name'])
      .describe(
        'What must become of it. `open`: an answer came. `no-data`: none did; UDP cannot tell more, so there is no `dropped`.',
      ),
  }),
  {
    class: 'traffic',
    names: { to: 'container' },
    title(check) {
      const to = portSaid(check, 'udp');
      const { expect } = check;
      if (expect !== 'open' && expect !== 'no-data') return reachTitle(check, to);
      return said(`title.udp.${expect}`, { from: placeSaid(check.from), to });
    },
    isPositive: ({ expect }) => expect === 'open',
  },
);

import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { from, outcome, targetPort, text } from '../fields.ts';
import { kind } from '../kind.ts';
import { opens, portSaid, reachTitle } from '../reaching.ts';
import { placeSaid, valueSaid } from '../words.ts';

/** Fetches a page. */
export const http = kind(
  z.strictObject({
    probe: z.literal('http'),
    ...envelope,
    from,
    to: text.describe('A name or an address; placeholders allowed.'),
    port: targetPort.default(80),
    path: z.string().startsWith('/').default('/').describe('Path of the page.'),
    expect: outcome,
    status: z.number().int().min(100).max(599).optional().describe('Status code the page must have.'),
    body: text.optional().describe('Text the page must contain; placeholders allowed.'),
  }),
  {
    class: 'traffic',
    names: { to: 'container' },
    title(check) {
      const { from, expect, body } = check;
      const to = portSaid(check);
      if (body === undefined || expect !== 'open') return reachTitle(check, to);
      return said('title.http.body', { from: placeSaid(from), to, body: valueSaid(body) });
    },
    isPositive: opens,
  },
);

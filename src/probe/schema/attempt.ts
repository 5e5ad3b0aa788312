import * as z from 'zod';
import { type Said, said } from '../said.ts';
import { from, targetPort, text } from './fields.ts';
import { placeSaid, portNumber, valueSaid } from './words.ts';

/** One attempt to reach somebody, which other things are watched during. */
export const attempt = z.discriminatedUnion('probe', [
  z.strictObject({ probe: z.literal('ping'), from, to: text }),
  z.strictObject({ probe: z.literal('tcp'), from, to: text, port: targetPort }),
  z.strictObject({ probe: z.literal('udp'), from, to: text, port: targetPort }),
]);
export type Attempt = z.output<typeof attempt>;

/** An attempt as a sentence names it. */
export function attemptSaid(made: Attempt): Said {
  const who = { from: placeSaid(made.from), to: valueSaid(made.to) };
  return said(`asked.${made.probe}`, made.probe === 'ping' ? who : { ...who, port: portNumber(made.port) });
}

/** The calls inside a check, such as the one a counter is watched during, each with the field it stands in. */
export function callsIn(
  check: object,
): { readonly field: string; readonly from: string; readonly to: string }[] {
  return Object.entries(check).flatMap(([field, value]: [string, unknown]) => {
    if (typeof value !== 'object' || value === null || !('from' in value) || !('to' in value)) return [];
    const { from: source, to } = value;
    return typeof source === 'string' && typeof to === 'string' ? [{ field, from: source, to }] : [];
  });
}

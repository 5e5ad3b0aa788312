import * as z from 'zod';
import { command } from './kinds/command.ts';
import { container } from './kinds/container.ts';
import { dns } from './kinds/dns.ts';
import { http } from './kinds/http.ts';
import { ping } from './kinds/ping.ts';
import { tcp } from './kinds/tcp.ts';
import { udp } from './kinds/udp.ts';

const bare = { id: true, holds: true, within: true, needs: true } as const;

/** A probe without an expectation: what a prediction measures. The answer is never written in the file. */
export const measureSchema = z.discriminatedUnion('probe', [
  ping.schema.omit({ ...bare, expect: true }),
  tcp.schema.omit({ ...bare, expect: true }),
  udp.schema.omit({ ...bare, expect: true }),
  http.schema.omit({ ...bare, expect: true, status: true, body: true }),
  dns.schema.omit({ ...bare, expect: true, via: true, is: true }),
  container.schema.pick({ probe: true, name: true }),
  command.schema.pick({ probe: true, from: true, run: true }),
]);

export type Measure = z.output<typeof measureSchema>;

import * as z from 'zod';
import { capture } from './kinds/capture.ts';
import { command } from './kinds/command.ts';
import { container } from './kinds/container.ts';
import { counter } from './kinds/counter.ts';
import { dns } from './kinds/dns.ts';
import { env } from './kinds/env.ts';
import { file } from './kinds/file.ts';
import { hostsEntry } from './kinds/hosts-entry.ts';
import { http } from './kinds/http.ts';
import { netInterface } from './kinds/interface.ts';
import { listening } from './kinds/listening.ts';
import { ping } from './kinds/ping.ts';
import { process } from './kinds/process.ts';
import { published } from './kinds/published.ts';
import { resolver } from './kinds/resolver.ts';
import { sameNamespace } from './kinds/same-namespace.ts';
import { tcp } from './kinds/tcp.ts';
import { throughput } from './kinds/throughput.ts';
import { udp } from './kinds/udp.ts';

const bare = { id: true, holds: true, within: true, needs: true } as const;

/** A probe without an expectation: what a prediction measures. The answer is never written in the file. */
export const measureSchema = z.discriminatedUnion('probe', [
  ping.schema.omit({ ...bare, expect: true }),
  tcp.schema.omit({ ...bare, expect: true }),
  udp.schema.omit({ ...bare, expect: true }),
  http.schema.omit({ ...bare, expect: true, status: true, body: true }),
  counter.schema.omit({ ...bare, rises: true }),
  capture.schema.omit({ ...bare, seen: true }),
  dns.schema.omit({ ...bare, expect: true, via: true, is: true }),
  container.schema.pick({ probe: true, name: true }),
  netInterface.schema.pick({ probe: true, from: true, network: true, name: true }),
  hostsEntry.schema.pick({ probe: true, from: true, name: true }),
  resolver.schema.pick({ probe: true, from: true }),
  env.schema.pick({ probe: true, container: true, name: true, of: true }),
  published.schema.pick({ probe: true, container: true, port: true, protocol: true }),
  listening.schema.pick({ probe: true, from: true, port: true, protocol: true }),
  sameNamespace.schema.pick({ probe: true, a: true, b: true }),
  process.schema.pick({ probe: true, from: true, program: true }),
  file.schema.pick({ probe: true, from: true, path: true }),
  throughput.schema.omit(bare),
  command.schema.pick({ probe: true, from: true, run: true }),
]);

export type Measure = z.output<typeof measureSchema>;

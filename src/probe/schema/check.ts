import * as z from 'zod';
import { outcomes } from '../result.ts';
import { place } from './place.ts';

const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'lower-case words joined by hyphens')
  .describe('Name of the check, unique in its lesson. Prose for it stands under `### ID`.');

const holds = z
  .union([z.enum(['step', 'lesson']), z.strictObject({ until: z.string().min(1) })])
  .default('step')
  .describe(
    'How long the check is kept alive after its step: `step`, `lesson`, or `{until: STEP}` (that step included).',
  );

const envelope = {
  id,
  holds,
  within: z
    .number()
    .int()
    .min(0)
    .max(15_000)
    .default(3_000)
    .describe(
      'Milliseconds a positive may be polled in `check`, `prove` and fast-forward. Live rounds never wait.',
    ),
  needs: z
    .array(z.string().min(1))
    .default([])
    .describe('Checks of the same step that must pass before this one is tried.'),
};

const outcome = z.enum(outcomes).describe('What must become of the attempt.');
const from = place.describe('Where the probe starts: a container, `host`, or `outside`.');
const port = z.number().int().min(1).max(65_535).describe('Port number.');
const text = z.string().min(1);

/** Sends ICMP echo requests. */
export const ping = z.strictObject({
  probe: z.literal('ping'),
  ...envelope,
  from,
  to: text.describe('A name or an address; placeholders allowed. A name is resolved as `from` would.'),
  expect: outcome,
});

/** Opens a TCP connection. */
export const tcp = z.strictObject({
  probe: z.literal('tcp'),
  ...envelope,
  from,
  to: text.describe('A name or an address; placeholders allowed.'),
  port,
  expect: outcome,
});

/** Fetches a page. */
export const http = z.strictObject({
  probe: z.literal('http'),
  ...envelope,
  from,
  to: text.describe('A name or an address; placeholders allowed.'),
  port: port.default(80),
  path: z.string().startsWith('/').default('/').describe('Path of the page.'),
  expect: outcome,
  status: z.number().int().min(100).max(599).optional().describe('Status code the page must have.'),
  body: text.optional().describe('Text the page must contain; placeholders allowed.'),
});

/** Asks for a name the way a container's own programs would. */
export const dns = z.strictObject({
  probe: z.literal('dns'),
  ...envelope,
  from,
  name: text.describe('The name to ask for.'),
  expect: z.enum(['resolves', 'no-such-name']).describe('Whether there is an answer.'),
  via: z
    .enum(['dns', 'hosts'])
    .optional()
    .describe('Where the answer must come from: a name server or the hosts file.'),
  is: z
    .array(text)
    .min(1)
    .optional()
    .describe('The addresses it must give, in any order; placeholders allowed.'),
});

/** Looks at a network. */
export const network = z.strictObject({
  probe: z.literal('network'),
  ...envelope,
  name: text.describe('Name of the network.'),
  exists: z.boolean().describe('Whether it must be there.'),
  driver: text.optional().describe('Driver it must have.'),
  subnet: text.optional().describe('Subnet it must have, as a CIDR.'),
  internal: z.boolean().optional().describe('Whether it must be internal.'),
  options: z.record(z.string(), z.string()).optional().describe('Driver options it must have.'),
});

/** Looks at whether, and how, a container is attached to a network. */
export const membership = z.strictObject({
  probe: z.literal('membership'),
  ...envelope,
  container: text.describe('Name of the container.'),
  network: text.describe('Name of the network.'),
  attached: z.boolean().describe('Whether it must be attached.'),
  alias: text.optional().describe('Alias it must have there.'),
  address: text.optional().describe('Address it must have there; placeholders allowed.'),
});

/** Looks at a container. */
export const container = z.strictObject({
  probe: z.literal('container'),
  ...envelope,
  name: text.describe('Name of the container.'),
  state: z.enum(['running', 'exited', 'created', 'paused', 'absent']).describe('State it must be in.'),
  image: text.optional().describe('Image it must come from, as the learner names it.'),
  tty: z.boolean().optional().describe('Whether it must have a terminal and an open standard input (`-it`).'),
  networkMode: text.optional().describe('Network mode it must have been started with.'),
});

/** Looks at the Docker daemon of the lab host. */
export const daemon = z.strictObject({
  probe: z.literal('daemon'),
  ...envelope,
  from: from.default('host'),
  running: z.boolean().describe('Whether it must be running.'),
  bridgeOptions: z
    .record(z.string(), z.string())
    .optional()
    .describe('Options the network `bridge` must have, as the running daemon sees them.'),
});

/** Looks at an interface, found by the subnet of a network or by name. */
export const netInterface = z.strictObject({
  probe: z.literal('interface'),
  ...envelope,
  from,
  network: text.optional().describe('Network whose subnet the interface must have an address in.'),
  name: text.optional().describe('Name of the interface; for the host only. Placeholders allowed.'),
  present: z.boolean().describe('Whether it must be there.'),
  up: z.boolean().optional().describe('Whether it must be up with a carrier.'),
  address: text
    .optional()
    .describe('Address it must have, with or without the prefix length; placeholders allowed.'),
});

/** Looks at a route. */
export const route = z.strictObject({
  probe: z.literal('route'),
  ...envelope,
  from,
  to: text.describe('`default` or a CIDR; placeholders allowed.'),
  present: z.boolean().describe('Whether it must be there.'),
  via: text.optional().describe('Next hop it must have; placeholders allowed.'),
  dev: text.optional().describe('Interface it must leave by; placeholders allowed.'),
});

/** Reads a kernel setting in a network namespace. */
export const sysctl = z.strictObject({
  probe: z.literal('sysctl'),
  ...envelope,
  from,
  key: text.regex(/^[a-z0-9_.-]+$/i).describe('Name with dots, such as `net.ipv4.ip_forward`.'),
  is: text.describe('Value it must have.'),
});

/** Runs a read-only command on a lab host (or outside) and judges what it prints. */
export const command = z.strictObject({
  probe: z.literal('command'),
  ...envelope,
  from: from.default('host').describe('`host` or `outside`; inside a container only the network is entered.'),
  run: z.array(text).min(1).describe('Program and arguments, no shell; placeholders allowed.'),
  exit: z.number().int().min(0).max(255).default(0).describe('Exit code it must end with.'),
  contains: text.optional().describe('Text the output must contain; placeholders allowed.'),
  lacks: text.optional().describe('Text the output must not contain; placeholders allowed.'),
  json: z
    .strictObject({ path: text, equals: z.union([z.string(), z.number(), z.boolean()]) })
    .optional()
    .describe('A value inside JSON output: dotted path and what it must equal.'),
});

/** Compares what the learner typed with a value measured live. */
export const answer = z.strictObject({
  probe: z.literal('answer'),
  ...envelope,
  is: text.describe('The value, nearly always a placeholder.'),
  as: z
    .enum(['address', 'word'])
    .describe(
      'How it is compared: `address` ignores prefix length and spaces, `word` ignores case and spaces.',
    ),
  confusions: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/), text)
    .default({})
    .describe(
      'Wrong values that deserve a sentence of their own: a key (its sentence stands in the prose) and the value.',
    ),
});

/** A check as it stands in `lesson.yaml`. */
export const checkSchema = z.discriminatedUnion('probe', [
  ping,
  tcp,
  http,
  dns,
  network,
  membership,
  container,
  daemon,
  netInterface,
  route,
  sysctl,
  command,
  answer,
]);

export type Check = z.output<typeof checkSchema>;
export type CheckOf<K extends Check['probe']> = Extract<Check, { probe: K }>;
export type ProbeKind = Check['probe'];

const bare = { id: true, holds: true, within: true, needs: true } as const;

/** A probe without an expectation: what a prediction measures. The answer is never written in the file. */
export const measureSchema = z.discriminatedUnion('probe', [
  ping.omit({ ...bare, expect: true }),
  tcp.omit({ ...bare, expect: true }),
  http.omit({ ...bare, expect: true, status: true, body: true }),
  dns.omit({ ...bare, expect: true, via: true, is: true }),
  container.pick({ probe: true, name: true }),
  command.pick({ probe: true, from: true, run: true }),
]);

export type Measure = z.output<typeof measureSchema>;

/** `traffic` probes send packets a learner's counter or `tcpdump` would see; `state` probes only read. */
export const probeClass: Readonly<Record<ProbeKind, 'state' | 'traffic'>> = {
  ping: 'traffic',
  tcp: 'traffic',
  http: 'traffic',
  dns: 'traffic',
  network: 'state',
  membership: 'state',
  container: 'state',
  daemon: 'state',
  interface: 'state',
  route: 'state',
  sysctl: 'state',
  command: 'state',
  answer: 'state',
};

import { type Engine, openEngine } from '../../src/engine/index.ts';
import {
  bootLab,
  defaultGeneration,
  ensureLabImage,
  type Generation,
  generations,
  type Lab,
  type LabHost,
  type LabImage,
  type LabSpec,
  type Lease,
} from '../../src/lab/index.ts';

/** The generation lab hosts of these tests run: `NETDOJO_TEST_ENGINE`, or the default. */
export const testGeneration = readGeneration(process.env.NETDOJO_TEST_ENGINE);

let engine: Promise<Engine> | undefined;
const images = new Map<Generation, Promise<LabImage>>();

/** The engine as the product finds it. One per test file. */
export function testEngine(): Promise<Engine> {
  engine ??= openEngine({ mayInstall: async () => process.env.CI !== undefined });
  return engine;
}

/** The image labs boot from, made when it isn't there. */
export async function testImage(generation: Generation = testGeneration): Promise<LabImage> {
  const image = images.get(generation) ?? testEngine().then(found => ensureLabImage(found, { generation }));
  images.set(generation, image);
  return await image;
}

/** A lab of one host, for tests that need no other. */
export const oneHost: LabSpec = {
  lesson: 'test',
  hosts: ['host1'],
  wires: {},
  generation: testGeneration,
};

/** Boots a lab, hands it over, and removes it whatever comes. */
export async function withLab<Result>(
  use: (lab: Lab) => Promise<Result>,
  { spec = oneHost, lease = { kind: 'stream' } }: { spec?: LabSpec; lease?: Lease } = {},
): Promise<Result> {
  const lab = await bootLab(await testEngine(), spec, { image: await testImage(spec.generation), lease });
  try {
    return await use(lab);
  } finally {
    await lab.close();
  }
}

/** A host of a lab by name. Throws when there is none of that name. */
export function hostOf(lab: Lab, name = 'host1'): LabHost {
  const host = lab.hosts.get(name);
  if (host === undefined) throw new Error(`no host ${name} in this lab`);
  return host;
}

/** Runs a shell line on a host and returns what it printed, both streams, and its exit code. */
export async function sh(host: LabHost, line: string): Promise<{ code: number; out: string }> {
  const { exitCode, stdout, stderr } = await host.exec(['sh', '-c', line]);
  return { code: exitCode, out: stdout + stderr };
}

function readGeneration(word: string | undefined): (typeof generations)[number] {
  if (word === undefined || word === '') return defaultGeneration;
  const found = generations.find(one => one === word);
  if (found === undefined)
    throw new Error(`NETDOJO_TEST_ENGINE=${word}: not one of ${generations.join(', ')}`);
  return found;
}

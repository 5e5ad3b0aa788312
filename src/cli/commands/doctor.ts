import { existsSync } from 'node:fs';
import { type Engine, EnvironmentError, openEngine } from '../../engine/index.ts';
import {
  defaultGeneration,
  type Generation,
  generations,
  listLabs,
  lookForLabImage,
} from '../../lab/index.ts';
import { logFile, stateFolder } from '../../session/index.ts';
import { pad, widest } from '../columns.ts';
import type { Run } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { environmentWords } from '../environment-words.ts';
import { exit } from '../exit.ts';
import { print, printJson, words } from '../output.ts';

/** One thing looked at. `needed`: lessons cannot run without it. */
type Finding = {
  readonly id: string;
  readonly ok: boolean;
  readonly needed: boolean;
  readonly text: string;
  /** By generation, whether the image of its lab hosts is there. */
  readonly engines?: Readonly<Record<string, boolean>>;
};

/** Says what is here, what is missing and what to do about it. Changes nothing; exit 0 only if lessons can run. */
export const run: Run = async context => {
  const findings = [
    node(context),
    ...(await engineFindings(context)),
    ...bridgeFiltering(context),
    ...terminal(context),
    ...places(context),
  ];
  const can = findings.every(({ ok, needed }) => ok || !needed);
  if (context.json) printJson({ ready: can, findings });
  else {
    const [good, bad] = [words(context, 'cli.doctor.ok'), words(context, 'cli.doctor.missing')];
    const width = widest([good, bad]) + 2;
    for (const { ok, text } of findings) {
      const [first = '', ...rest] = text.split('\n');
      print(`${pad(ok ? good : bad, width)}${first}`);
      for (const line of rest) print(`${' '.repeat(width)}${line}`);
    }
    print(words(context, can ? 'cli.doctor.can' : 'cli.doctor.cannot'));
  }
  return can ? exit.done : exit.environment;
};

function node(context: Context): Finding {
  return {
    id: 'node',
    ok: true,
    needed: true,
    text: words(context, 'cli.doctor.node', { version: process.versions.node }),
  };
}

async function engineFindings(context: Context): Promise<Finding[]> {
  let engine: Engine;
  try {
    engine = await openEngine({ host: context.engineHost, start: false, signal: context.signal });
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    const { what, remedy } = environmentWords(context, error);
    // An engine that only waits for its first lab is in order.
    return [{ id: 'engine', ok: error.code === 'engine-off', needed: true, text: `${what}\n${remedy}` }];
  }
  try {
    const image = await lookForLabImage(engine, defaultGeneration);
    const others = await otherEngines(engine);
    const labs = await listLabs(engine);
    return [
      { id: 'engine', ok: true, needed: true, text: engineText(context, engine) },
      {
        id: 'image',
        ok: image !== undefined,
        needed: true,
        text:
          image === undefined
            ? words(context, 'cli.doctor.image-missing')
            : words(context, 'cli.doctor.image', { ref: image.ref }),
      },
      {
        id: 'engines',
        ok: true,
        needed: false,
        text: others.map(([generation, there]) => engineWords(context, generation, there)).join('\n'),
        engines: Object.fromEntries([[defaultGeneration, image !== undefined], ...others]),
      },
      {
        id: 'labs',
        ok: true,
        needed: false,
        text: words(context, 'cli.doctor.labs', { count: labs.length }),
      },
    ];
  } finally {
    await engine.close();
  }
}

/** The engines beyond the default one that lab hosts can run, and whether their image is there. */
async function otherEngines(engine: Engine): Promise<[Generation, boolean][]> {
  const others = generations.filter(one => one !== defaultGeneration);
  return await Promise.all(
    others.map(
      async one => [one, (await lookForLabImage(engine, one)) !== undefined] satisfies [Generation, boolean],
    ),
  );
}

function engineWords(context: Context, engine: Generation, there: boolean): string {
  return words(context, there ? 'cli.doctor.other-engine' : 'cli.doctor.other-engine-not-built', { engine });
}

function engineText(context: Context, engine: Engine): string {
  const { version, api, cgroup, cpus, memory, endpoint, isPrivate } = engine;
  const params = {
    version,
    api,
    cgroup,
    cpus,
    memory: Math.round(memory / 2 ** 30),
    socket: endpoint.socket,
  };
  return words(context, isPrivate ? 'cli.doctor.engine-private' : 'cli.doctor.engine', params);
}

/**
 * Whether rules see what containers of one bridge send each other. The kernel's module cannot be loaded from inside a lab
 * host. On a Mac it is the business of Docker's own machine, which cannot be asked.
 */
function bridgeFiltering(context: Context): Finding[] {
  if (process.platform !== 'linux') return [];
  const ok = existsSync('/proc/sys/net/bridge/bridge-nf-call-iptables');
  const key = ok ? 'cli.doctor.bridge-filtering' : 'cli.doctor.bridge-filtering-off';
  return [{ id: 'bridge-filtering', ok, needed: false, text: words(context, key) }];
}

function terminal(context: Context): Finding[] {
  if (!process.stdout.isTTY) return [];
  const { columns, rows } = process.stdout;
  const ok = columns >= 60 && rows >= 15;
  return [
    {
      id: 'terminal',
      ok,
      needed: false,
      text: words(context, ok ? 'cli.doctor.terminal' : 'cli.doctor.terminal-small', { columns, rows }),
    },
  ];
}

function places(context: Context): Finding[] {
  return [
    {
      id: 'progress',
      ok: true,
      needed: false,
      text: words(context, 'cli.doctor.progress', { folder: stateFolder() }),
    },
    { id: 'log', ok: true, needed: false, text: words(context, 'cli.doctor.log', { file: logFile() }) },
  ];
}

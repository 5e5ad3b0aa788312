import { afterAll, beforeAll } from 'vitest';
import { bootLab, type Lab, type LabHost } from '../../src/lab/index.ts';
import {
  allClasses,
  type CheckResult,
  checkSchema,
  type ProbeContext,
  runRound,
} from '../../src/probe/index.ts';
import { hostOf, oneHost, sh, testEngine, testImage } from './fixture.ts';

/** A lab shared by the tests of a file, and how to judge checks on it. */
export function probeLab(setup: string): {
  readonly host: () => LabHost;
  readonly lab: () => Lab;
  /** Judges one check written as in a lesson. */
  judge(check: Record<string, unknown>, context?: Partial<ProbeContext>): Promise<CheckResult>;
  context(fields?: Partial<ProbeContext>): ProbeContext;
  /** Runs a line on the host; throws when it fails. */
  run(line: string): Promise<string>;
} {
  let booted: Lab | undefined;
  beforeAll(async () => {
    booted = await bootLab(await testEngine(), oneHost, {
      image: await testImage(),
      lease: { kind: 'stream' },
    });
    await run(setup);
  });
  afterAll(async () => {
    await booted?.close();
  });

  const lab = (): Lab => {
    if (booted === undefined) throw new Error('the lab did not boot');
    return booted;
  };
  const host = () => hostOf(lab());
  const run = async (line: string): Promise<string> => {
    const { code, out } = await sh(host(), `set -e; ${line}`);
    if (code !== 0) throw new Error(`${line}: exit code ${code}: ${out}`);
    return out.trim();
  };
  const context = (fields: Partial<ProbeContext> = {}): ProbeContext => ({
    hosts: lab().hosts,
    seen: {},
    answers: {},
    ...fields,
  });
  return {
    host,
    lab,
    run,
    context,
    async judge(fields, more = {}) {
      const check = checkSchema.parse({ id: 'it', ...fields });
      const [result] = await runRound([check], context(more), {
        signal: new AbortController().signal,
        pace: 'live',
        classes: allClasses,
      });
      if (result === undefined) throw new Error('no result');
      return result;
    },
  };
}

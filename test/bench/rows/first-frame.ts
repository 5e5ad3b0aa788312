import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundled } from '../main.ts';
import { start } from '../pty.ts';
import { median, type Row } from '../table.ts';

const rounds = 15;
const root = process.cwd();

/** From process start to the first painted frame, in turn with a plainly bundled Ink program on the same Node. */
export async function firstFrame({ hello }: Bundled): Promise<readonly Row[]> {
  const state = mkdtempSync(join(tmpdir(), 'netdojo-bench-'));
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    XDG_STATE_HOME: state,
  };
  const run = async (argv: readonly string[], seen: string): Promise<number> => {
    const running = start(argv, env);
    try {
      return await running.until(output => output.includes(seen));
    } finally {
      running.kill();
    }
  };
  const bundle = join(root, 'dist/netdojo.mjs');
  const times = {
    bare: [] as number[],
    hello: [] as number[],
    frame: [] as number[],
    list: [] as number[],
    launcher: [] as number[],
    tab: [] as number[],
  };
  // One unmeasured round fills the compile cache, as every start but the very first has it.
  for (let round = -1; round < rounds; round += 1) {
    const now = {
      bare: await run([process.execPath, '-e', 'process.stdout.write("hello, world")'], 'hello, world'),
      hello: await run([process.execPath, hello], 'hello, world'),
      frame: await run([process.execPath, bundle], ' netdojo'),
      list: await run([process.execPath, bundle], 'default-bridge'),
      launcher: await run(['sh', join(root, 'bin/netdojo')], ' netdojo'),
      tab: await run([process.execPath, bundle, 'completion', 'bash', '--', 'start', ''], 'default-bridge'),
    };
    if (round >= 0)
      for (const name of ['bare', 'hello', 'frame', 'list', 'launcher', 'tab'] as const)
        times[name].push(now[name]);
  }
  rmSync(state, { recursive: true, force: true });
  const against = { what: 'Ink hello world', value: median(times.hello) };
  const how = `median of ${rounds}`;
  return [
    {
      name: 'Ink hello world',
      ours: median(times.hello),
      against: { what: 'bare Node', value: median(times.bare) },
      unit: 'ms',
      bar: 'to compare with',
      how,
    },
    { name: 'first frame', ours: median(times.frame), against, unit: 'ms', bar: '≤ 1 ×', how },
    {
      name: 'first frame through the launcher of a clone',
      ours: median(times.launcher),
      against,
      unit: 'ms',
      bar: '',
      how,
    },
    { name: 'the whole list', ours: median(times.list), against, unit: 'ms', bar: '', how },
    {
      name: 'Tab in a shell',
      ours: median(times.tab),
      against: { what: 'bare Node', value: median(times.bare) },
      unit: 'ms',
      bar: '< 150 ms',
      how,
    },
  ];
}

import type { ProcessSeen } from '../../lab/index.ts';
import { ask } from '../ask.ts';
import { asRecord, typed } from '../evidence.ts';
import { verdictOf } from '../judgement.ts';
import { isObstacle } from '../obstacle.ts';
import { fillAll } from '../resolve.ts';
import { placeSaid, type SaidParam, said } from '../schema/index.ts';
import { type ShellSide, sourceOf } from '../source.ts';
import { all, type StateProbe } from './probe.ts';

export type ProcessRaw = {
  readonly from: SaidParam;
  readonly shell: ShellSide;
  readonly program: string;
  readonly processes: readonly ProcessSeen[];
  /** Placeholders filled. */
  readonly args: readonly string[];
};

/** Looks whether a program runs, among the processes that share a process namespace. */
export const process: StateProbe<'process', ProcessRaw> = {
  codes: ['process.running', 'process.absent', 'process.args'],

  async run(check, scene, signal) {
    const source = await sourceOf(check.from, scene, signal);
    if (isObstacle(source)) return source;
    const args = await fillAll(check.args ?? [], scene);
    if (isObstacle(args)) return args;
    const answer = await ask(source.host, 'processes', { of: source.ns }, signal);
    if (isObstacle(answer)) return answer;
    const { label: from, shell } = source;
    return { from, shell, program: check.program, processes: answer.processes, args: args.texts };
  },

  judge(check, raw) {
    const { from: where, shell, program, processes, args } = raw;
    const evidence = {
      command:
        shell.at === 'container' ? `docker top ${shell.name}` : typed(shell, ['ps', '-e', '-o', 'pid,args']),
      output: asRecord(processes.map(lineOf)),
    };
    const running = named(raw);
    const right = running.find(each => args.every(arg => each.argv.slice(1).includes(arg)));
    const [shown] = right === undefined ? running : [right];
    if (shown === undefined)
      return {
        verdict: verdictOf(!check.running),
        got: said('process.absent', { where, program }),
        evidence,
      };
    const code = right === undefined ? 'process.args' : 'process.running';
    return {
      verdict: verdictOf(check.running && right !== undefined),
      got: said(code, { where, program, line: shown.argv.join(' ') }),
      evidence,
    };
  },

  reading(raw) {
    const running = named(raw);
    return { outcome: running.length > 0 ? 'running' : 'absent', value: running.map(lineOf).join('\n') };
  },

  asked: check => said('asked.process', { where: placeSaid(check.from), program: check.program }),
  expected(check) {
    if (!check.running) return said('expect.process.absent');
    return all([
      said('expect.process.running'),
      ...(check.args === undefined ? [] : [said('expect.process.args', { args: check.args.join(' ') })]),
    ]);
  },
};

/** By the name the kernel has (15 characters), the one it was started by, or that of the script it runs. */
function named({ processes, program }: ProcessRaw): ProcessSeen[] {
  return processes.filter(
    ({ name, argv: [first = '', second = ''] }) =>
      name === program.slice(0, 15) ||
      baseName(first) === program ||
      (interpreter.test(baseName(first)) && second.startsWith('/') && baseName(second) === program),
  );
}

/** Of a script the kernel says who reads it: `#!/usr/bin/env python3` runs as `python3 /usr/local/bin/hello`. */
const interpreter = /^(python[\d.]*|perl|ruby|node|sh|ash|bash|dash)$/;

function baseName(path: string): string {
  return path.replace(/^.*\//, '');
}

function lineOf({ pid, argv }: ProcessSeen): string {
  return `${pid} ${argv.join(' ')}`;
}

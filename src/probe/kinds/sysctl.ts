import { ask } from '../ask.ts';
import { typed } from '../evidence.ts';
import { verdictOf } from '../judgement.ts';
import { isObstacle } from '../obstacle.ts';
import { placeSaid, type SaidParam, said } from '../schema/index.ts';
import { type ShellSide, sourceOf } from '../source.ts';
import type { Probe } from './probe.ts';

export type SysctlRaw = {
  readonly from: SaidParam;
  readonly shell: ShellSide;
  readonly value: string | null;
};

/** Reads a kernel setting in a network namespace. */
export const sysctl: Probe<'sysctl', SysctlRaw> = {
  codes: ['sysctl.same', 'sysctl.other', 'sysctl.absent'],

  async run(check, scene, signal) {
    const source = await sourceOf(check.from, scene, signal);
    if (isObstacle(source)) return source;
    const answer = await ask(source.host, 'sysctl', { ns: source.ns, key: check.key }, signal);
    if (isObstacle(answer)) return answer;
    return { from: source.label, shell: source.shell, value: answer.value };
  },

  judge(check, { from: where, shell, value }) {
    const { key } = check;
    const command = typed(shell, ['sysctl', key]);
    if (value === null)
      return {
        verdict: 'fail',
        got: said('sysctl.absent', { where, key }),
        evidence: { command, output: '-' },
      };
    // Values of several numbers are separated by tabs in /proc.
    const plain = value.trim().split(/\s+/).join(' ');
    const same = plain === check.is.trim().split(/\s+/).join(' ');
    return {
      verdict: verdictOf(same),
      got: said(same ? 'sysctl.same' : 'sysctl.other', { where, key, value: plain }),
      evidence: { command, output: `${key} = ${plain}` },
    };
  },

  asked: check => said('asked.sysctl', { where: placeSaid(check.from), key: check.key }),
  expected: check => said('expect.value', { value: check.is }),
};

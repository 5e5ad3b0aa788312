import type { CheckResult } from '../../../src/probe/schema/index.ts';
import { said } from '../../../src/probe/schema/index.ts';
import type { CheckView, SessionState } from '../../../src/session/index.ts';

/** A result that passes. */
export function passing(id: string): CheckResult {
  return {
    id,
    verdict: 'pass',
    asked: said(`asked-${id}`),
    expected: said('expected-open'),
    got: said('got-open'),
    because: [],
    tookMs: 4,
  };
}

/** The failing check of the sample lesson: a name that nobody knows. */
export const failing: CheckResult = {
  id: 'reach',
  verdict: 'fail',
  asked: said('asked-ping'),
  expected: said('expected-open'),
  got: said('no-such-name'),
  evidence: { command: 'docker exec box2 ping -c 1 box1', output: "ping: bad address 'box1'\n" },
  because: [],
  tookMs: 12,
};

/** A check of a step, with its result if it has one. */
export function check(step: string, id: string, result?: CheckResult, checking = false): CheckView {
  return { id, step, bystander: false, checking, ...(result === undefined ? {} : { result }) };
}

export const onHost1 = [{ id: 's1', place: 'host1' }] as const;

/** A command that was run in the current step. */
export const acted = [{ at: 1, text: 'docker ps', exitCode: 0, shell: 's1' }] as const;

/** The second step with one failing check. */
export const work: Partial<SessionState> = {
  phase: 'work',
  step: 'names',
  steps: {
    first: { status: 'passed', hints: 0, solutionShown: false },
    names: { status: 'open', hints: 0, solutionShown: false, predicted: 'no-name' },
  },
  shells: onHost1,
  checks: [
    check('names', 'net', passing('net')),
    check('names', 'both', passing('both')),
    check('names', 'reach', failing),
  ],
};

/** The steps of {@link work}, with the guess measured. */
export const measuredNames: SessionState['steps'] = {
  names: {
    status: 'open',
    hints: 0,
    solutionShown: false,
    predicted: 'no-name',
    measured: { choice: 'open', got: { code: 'got-open' } },
  },
};

/** The lab is being made; the first stage is once only. */
export const boot: Partial<SessionState> = {
  phase: 'boot',
  boot: [
    { id: 'image', status: 'done', ms: 41_300, once: true },
    { id: 'host', status: 'running', ms: 700, detail: 'host1: dockerd' },
  ],
};

/** The environment failed. */
export const broken: Partial<SessionState> = {
  phase: 'broken',
  trouble: { code: 'error.engine-gone', params: { socket: '/run/docker.sock' }, log: '/var/log/netdojo.log' },
};

import { ask } from '../ask.ts';
import { pidOf, typed } from '../evidence.ts';
import { verdictOf } from '../judgement.ts';
import { isObstacle, type Obstacle, unmeasured } from '../obstacle.ts';
import { placeSaid, type SaidParam, said } from '../schema/index.ts';
import { type ShellSide, type Source, sourceOf } from '../source.ts';
import type { StateProbe } from './probe.ts';

/** Where it is, and the number of its network namespace, as `net:[4026531840]`. */
export type Housed = { readonly label: SaidParam; readonly shell: ShellSide; readonly number: string };

export type SameNamespaceRaw = { readonly a: Housed; readonly b: Housed };

/** Compares the network namespaces of two places by the numbers the kernel gives them. */
export const sameNamespace: StateProbe<'same-namespace', SameNamespaceRaw> = {
  codes: ['same-namespace.same', 'same-namespace.different'],

  async run(check, scene, signal) {
    const a = await sourceOf(check.a, scene, signal);
    if (isObstacle(a)) return a;
    const b = await sourceOf(check.b, scene, signal);
    if (isObstacle(b)) return b;
    const [left, right] = await Promise.all([housed(a, signal), housed(b, signal)]);
    if (isObstacle(left)) return left;
    return isObstacle(right) ? right : { a: left, b: right };
  },

  judge(check, { a, b }) {
    const same = a.number === b.number;
    const evidence = {
      command: [a, b].map(({ shell }) => typedNumber(shell)).join('; '),
      output: `${a.number}\n${b.number}`,
    };
    const got = same
      ? said('same-namespace.same', { a: a.label, b: b.label, number: a.number })
      : said('same-namespace.different', { a: a.label, first: a.number, b: b.label, second: b.number });
    return { verdict: verdictOf(same === check.same), got, evidence };
  },

  reading: ({ a, b }) => ({
    outcome: a.number === b.number ? 'same' : 'different',
    value: `${a.number} ${b.number}`,
  }),

  asked: check => said('asked.same-namespace', { a: placeSaid(check.a), b: placeSaid(check.b) }),
  expected: check => said(check.same ? 'expect.same-namespace.same' : 'expect.same-namespace.different'),
};

const self = ['readlink', '/proc/self/ns/net'] as const;

async function housed(source: Source, signal: AbortSignal): Promise<Housed | Obstacle> {
  const answer = await ask(source.host, 'run', { ns: source.ns, argv: self, deadlineMs: 2_000 }, signal);
  if (isObstacle(answer)) return answer;
  const number = answer.stdout.trim();
  if (answer.exit !== 0 || !number.startsWith('net:'))
    return unmeasured('probe', {
      reason: `${self.join(' ')}: ${answer.stderr.trim() || answer.exit || '-'}`,
    });
  return { label: source.label, shell: source.shell, number };
}

function typedNumber(shell: ShellSide): string {
  return shell.at === 'container' ? `readlink /proc/${pidOf(shell.name)}/ns/net` : typed(shell, self);
}

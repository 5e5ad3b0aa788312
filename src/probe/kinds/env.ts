import { ask } from '../ask.ts';
import { firstLine, pidOf } from '../evidence.ts';
import { type Judgement, verdictOf } from '../judgement.ts';
import { failing, isObstacle, type Obstacle, unmeasured } from '../obstacle.ts';
import { textOf } from '../reading.ts';
import { fill } from '../resolve.ts';
import { type CheckOf, said, splitHost, valueSaid } from '../schema/index.ts';
import { type Source, sourceOf } from '../source.ts';
import { all, type StateProbe } from './probe.ts';

export type EnvRaw = {
  readonly container: string;
  readonly name: string;
  readonly of: 'program' | 'exec';
  /** Its value; undefined where it isn't set. */
  readonly value: string | undefined;
  /** Placeholders filled. */
  readonly is: string | undefined;
};

/** Docker's answer comes in some 0.1 s; where the daemon is busy later. Milliseconds. */
const deadlineMs = 3_000;

/**
 * Looks at an environment variable in a container: that of its first process, or that which `docker exec` gives. The two
 * part when a linked container comes back with another address: Docker works out the second anew each time. What it would
 * give is not to be read anywhere, so `docker exec` is what runs, as the learner types it; it leaves nothing behind.
 */
export const env: StateProbe<'env', EnvRaw> = {
  codes: ['env.set', 'env.unset', 'env.other', 'env.exec-failed', 'unmeasured.command-deadline'],

  async run(check, scene, signal) {
    const source = await sourceOf(check.container, scene, signal);
    if (isObstacle(source)) return source;
    const is = await fill(check.is, scene);
    if (isObstacle(is)) return is;
    const { name: container } = splitHost(check.container);
    const found =
      check.of === 'program' ? await ofProgram(source, signal) : await ofExec(container, source, signal);
    if (isObstacle(found)) return found;
    const line = found.lines.find(each => each.startsWith(`${check.name}=`));
    const value = line?.slice(check.name.length + 1);
    return { container, name: check.name, of: check.of, value, is: is.text };
  },

  judge(check, raw) {
    const { container, name, of, value } = raw;
    const printed =
      of === 'program' ? `tr '\\0' '\\n' </proc/${pidOf(container)}/environ` : `docker exec ${container} env`;
    const evidence = {
      command: `${printed} | grep '^${name}='`,
      output: value === undefined ? '' : `${name}=${value}`,
    };
    return { ...judgeValue(check, raw), evidence };
  },

  reading: ({ value }) => ({ outcome: value === undefined ? 'unset' : 'set', value: value ?? '' }),

  asked: ({ container, name, of }) => said('asked.env', { name, whose: said(`env.of.${of}`, { container }) }),
  expected(check) {
    if (!check.set) return said('expect.env.unset');
    return all([
      said('expect.env.set'),
      ...(check.is === undefined ? [] : [said('expect.value', { value: valueSaid(check.is) })]),
    ]);
  },
};

type Variables = { readonly lines: readonly string[] };

/** As the kernel keeps it: what the process was started with. */
async function ofProgram({ host, ns }: Source, signal: AbortSignal): Promise<Variables | Obstacle> {
  if (typeof ns === 'string' || !('pid' in ns)) return { lines: [] };
  const path = `/proc/${ns.pid}/environ`;
  const answer = await ask(host, 'read', { root: 'host', path }, signal);
  if (isObstacle(answer)) return answer;
  const text = textOf(answer);
  return text === undefined ? unmeasured('probe', { reason: 'process-gone' }) : { lines: text.split('\0') };
}

async function ofExec(
  container: string,
  { host }: Source,
  signal: AbortSignal,
): Promise<Variables | Obstacle> {
  const argv = ['docker', 'exec', container, 'env'];
  const ended = await ask(host, 'run', { ns: 'host', argv, deadlineMs }, signal);
  if (isObstacle(ended)) return ended;
  if (ended.timedOut) return unmeasured('command-deadline', { seconds: deadlineMs / 1_000 });
  if (ended.exit === 0) return { lines: ended.stdout.split('\n') };
  const line = firstLine(ended.stderr);
  // An image without `env`: nothing is known of the variable. All else is what the learner's own exec comes to.
  if (ended.exit === 126 || ended.exit === 127 || ended.exit === null)
    return unmeasured('probe', { reason: `docker exec: ${line}` });
  return failing(said('env.exec-failed', { container, line }), {
    command: argv.join(' '),
    output: ended.stderr.trim(),
  });
}

function judgeValue(check: CheckOf<'env'>, raw: EnvRaw): Pick<Judgement, 'verdict' | 'got'> {
  const { container, name, of, value, is } = raw;
  const whose = said(`env.of.${of}`, { container });
  if (value === undefined) return { verdict: verdictOf(!check.set), got: said('env.unset', { name, whose }) };
  const other = is !== undefined && value !== is;
  return {
    verdict: verdictOf(check.set && !other),
    got: said(other ? 'env.other' : 'env.set', { name, value, whose }),
  };
}

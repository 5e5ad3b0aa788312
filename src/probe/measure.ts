import { type Judgement, judgeReached } from './judgement.ts';
import { capture } from './kinds/capture.ts';
import { command } from './kinds/command.ts';
import { container } from './kinds/container.ts';
import { counter } from './kinds/counter.ts';
import { dns } from './kinds/dns.ts';
import { env } from './kinds/env.ts';
import { file } from './kinds/file.ts';
import { hostsEntry } from './kinds/hosts-entry.ts';
import { http } from './kinds/http.ts';
import { netInterface } from './kinds/interface.ts';
import { listening } from './kinds/listening.ts';
import { ping } from './kinds/ping.ts';
import type { StateProbe } from './kinds/probe.ts';
import { process } from './kinds/process.ts';
import { published } from './kinds/published.ts';
import { resolver } from './kinds/resolver.ts';
import { sameNamespace } from './kinds/same-namespace.ts';
import { tcp } from './kinds/tcp.ts';
import { compareThroughput, goEitherWay } from './kinds/throughput.ts';
import { reached } from './kinds/traffic.ts';
import { udp, udpReached } from './kinds/udp.ts';
import { isObstacle, type Obstacle, unmeasured } from './obstacle.ts';
import { abortError, within } from './patience.ts';
import type { Reached } from './reach.ts';
import { checkDeadline } from './round.ts';
import { openScene, type Scene } from './scene.ts';
import type { Check, CheckOf, Measure, ProbeKind } from './schema/index.ts';
import { inTurn } from './turns.ts';
import type { Reading, RunMeasure } from './types.ts';

/** One measurement without an expectation. Rejects with an AbortError when the signal fires. */
export const measure: RunMeasure = async (what, context, signal) => {
  if (signal.aborted) throw abortError();
  const reading = await inTurn(what, context, signal, () =>
    within(checkDeadline, signal, own => read(what, openScene(context, own), own)),
  );
  return reading ?? unread(unmeasured('deadline', { seconds: checkDeadline / 1_000 }));
};

/** A check that is never shown: the probe needs one to look at all. */
const envelope: Pick<Check, 'id' | 'holds' | 'within' | 'needs'> = {
  id: 'measure',
  holds: 'step',
  within: 0,
  needs: [],
};

async function read(what: Measure, scene: Scene, signal: AbortSignal): Promise<Reading> {
  switch (what.probe) {
    case 'ping': {
      const check: CheckOf<'ping'> = { ...envelope, ...what, expect: 'open' };
      const raw = await ping.run(check, scene, signal);
      return isObstacle(raw) ? unread(raw) : readTraffic(reached(raw), ping.judge(check, raw), '');
    }
    case 'tcp': {
      const check: CheckOf<'tcp'> = { ...envelope, ...what, expect: 'open' };
      const raw = await tcp.run(check, scene, signal);
      return isObstacle(raw) ? unread(raw) : readTraffic(reached(raw), tcp.judge(check, raw), '');
    }
    case 'udp': {
      const check: CheckOf<'udp'> = { ...envelope, ...what, expect: 'open' };
      const raw = await udp.run(check, scene, signal);
      return isObstacle(raw) ? unread(raw) : readTraffic(udpReached(raw), udp.judge(check, raw), '');
    }
    case 'counter': {
      const check: CheckOf<'counter'> = { ...envelope, ...what, rises: true };
      const raw = await counter.run(check, scene, signal);
      if (isObstacle(raw)) return unread(raw);
      const judged = counter.judge(check, raw);
      if (judged.verdict === 'pass') return readOf(judged, 'rises', '');
      // That it stays still must be proven, and there must be one.
      const still = counter.judge({ ...check, rises: false }, raw);
      return still.verdict === 'pass' ? readOf(still, 'still', '') : { measured: false, got: still.got };
    }
    case 'capture': {
      const check: CheckOf<'capture'> = { ...envelope, ...what, seen: true };
      const raw = await capture.run(check, scene, signal);
      if (isObstacle(raw)) return unread(raw);
      const judged = capture.judge(check, raw);
      if (judged.verdict === 'pass') return readOf(judged, 'seen', '');
      // That nothing is seen must be proven.
      const unseen = capture.judge({ ...check, seen: false }, raw);
      return unseen.verdict === 'pass'
        ? readOf(unseen, 'not-seen', '')
        : { measured: false, got: unseen.got };
    }
    case 'http': {
      const check: CheckOf<'http'> = { ...envelope, ...what, expect: 'open' };
      const raw = await http.run(check, scene, signal);
      if (isObstacle(raw)) return unread(raw);
      // Wanting the empty text, which every page has, shows which page it was.
      return readTraffic(reached(raw), http.judge(check, { ...raw, wanted: '' }), raw.page?.body ?? '');
    }
    case 'dns': {
      const check: CheckOf<'dns'> = { ...envelope, ...what, expect: 'resolves' };
      const raw = await dns.run(check, scene, signal);
      if (isObstacle(raw)) return unread(raw);
      const { addresses } = raw.lookup;
      if (addresses.length > 0) return readOf(dns.judge(check, raw), 'resolves', addresses.join(' '));
      // As a negative it must be proven: by an answer of the resolver.
      const judged = dns.judge({ ...check, expect: 'no-such-name' }, raw);
      return judged.verdict === 'pass'
        ? readOf(judged, 'no-such-name', '')
        : { measured: false, got: judged.got };
    }
    case 'container': {
      const check: CheckOf<'container'> = { ...envelope, ...what, state: 'running' };
      const raw = await container.run(check, scene, signal);
      if (isObstacle(raw)) return unread(raw);
      const state = raw.container?.state ?? 'absent';
      return readOf(container.judge(check, raw), state, state);
    }
    case 'interface':
      return await readState(netInterface, { ...envelope, ...what, present: true }, scene, signal);
    case 'hosts-entry':
      return await readState(hostsEntry, { ...envelope, ...what, present: true }, scene, signal);
    case 'resolver':
      return await readState(resolver, { ...envelope, ...what }, scene, signal);
    case 'env':
      return await readState(env, { ...envelope, ...what, set: true }, scene, signal);
    case 'published':
      return await readState(published, { ...envelope, ...what, published: true }, scene, signal);
    case 'listening':
      return await readState(listening, { ...envelope, ...what, listening: true }, scene, signal);
    case 'same-namespace':
      return await readState(sameNamespace, { ...envelope, ...what, same: true }, scene, signal);
    case 'process':
      return await readState(process, { ...envelope, ...what, running: true }, scene, signal);
    case 'file':
      return await readState(file, { ...envelope, ...what, exists: true }, scene, signal);
    case 'throughput': {
      const check = { ...envelope, ...what };
      const raw = await goEitherWay(check, scene, signal);
      if (isObstacle(raw)) return unread(raw);
      const { outcome, judged } = compareThroughput(check, raw);
      return outcome === undefined ? { measured: false, got: judged.got } : readOf(judged, outcome, '');
    }
    case 'command': {
      const check: CheckOf<'command'> = { ...envelope, ...what, exit: 0 };
      const raw = await command.run(check, scene, signal);
      if (isObstacle(raw)) return unread(raw);
      const judged = command.judge(check, raw);
      if (judged.verdict === 'could-not-measure') return { measured: false, got: judged.got };
      return readOf(judged, String(raw.ended.exit), `${raw.ended.stdout}${raw.ended.stderr}`);
    }
  }
}

async function readState<K extends ProbeKind, Raw extends object>(
  probe: StateProbe<K, Raw>,
  check: CheckOf<K>,
  scene: Scene,
  signal: AbortSignal,
): Promise<Reading> {
  const raw = await probe.run(check, scene, signal);
  if (isObstacle(raw)) return unread(raw);
  const { outcome, value } = probe.reading(raw);
  return readOf(probe.judge(check, raw), outcome, value);
}

function readTraffic(what: Reached, judged: Judgement, value: string): Reading {
  if (!what.measured) return { measured: false, got: what.why };
  // What was found open may have more to show than that, such as its page.
  if (judged.verdict === 'pass') return readOf(judged, what.outcome, value);
  // Held against itself, an outcome counts only with its proof.
  const { verdict, got } = judgeReached(what.outcome, what);
  return verdict === 'pass' ? readOf({ ...judged, got }, what.outcome, value) : { measured: false, got };
}

function readOf({ got, evidence }: Judgement, outcome: string, value: string): Reading {
  return { measured: true, outcome, value, got, evidence: evidence ?? { command: '', output: '' } };
}

function unread({ obstacle }: Obstacle): Reading {
  return { measured: false, got: obstacle };
}

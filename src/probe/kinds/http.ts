import type { Questions } from '../../lab/index.ts';
import { ask } from '../ask.ts';
import { firstLine, has, typed, typedTarget } from '../evidence.ts';
import type { Judgement } from '../judgement.ts';
import { isObstacle } from '../obstacle.ts';
import { reachCodes } from '../reach.ts';
import { fill, fillPort } from '../resolve.ts';
import { type CheckOf, isPositive, placeSaid, portNumber, said, valueSaid } from '../schema/index.ts';
import { type ShellSide, sourceOf } from '../source.ts';
import { aim, connect, type Target } from '../target.ts';
import { all, type Probe } from './probe.ts';
import { judgeTraffic, type PortRaw, type TrafficRaw } from './traffic.ts';

type Page = Questions['http']['answer'];

export type HttpRaw = PortRaw & {
  readonly page: Page | undefined;
  /** The text the page must contain, placeholders filled. */
  readonly wanted: string | undefined;
};

/** Fetches a page. */
export const http: Probe<'http', HttpRaw> = {
  codes: [...reachCodes, 'http.status', 'http.no-status', 'http.body', 'http.empty'],

  async run(check, scene, signal) {
    const source = await sourceOf(check.from, scene, signal);
    if (isObstacle(source)) return source;
    const wanted = await fill(check.body, scene);
    if (isObstacle(wanted)) return wanted;
    const target = await aim(check.to, source, scene, signal);
    if (isObstacle(target)) return target;
    const to = await fillPort(check.port, scene);
    if (isObstacle(to)) return to;
    const { port } = to;
    const found = { from: source.label, shell: source.shell, target, port, wanted: wanted.text };
    if (target.address === undefined) return { ...found, tried: undefined, page: undefined };
    // The connects come first: only they can say how an attempt failed, and in half a second.
    const tried = await connect(source, target.address, port, scene, signal);
    if (isObstacle(tried)) return tried;
    const isOpen = tried.attempts.at(-1)?.result === 'ok';
    if (!isOpen || !isPositive(check)) return { ...found, tried, page: undefined };
    const page = await ask(
      source.host,
      'http',
      { ns: source.ns, address: target.address, port, path: check.path, host: target.written },
      signal,
    );
    return isObstacle(page) ? page : { ...found, tried: asAttempt(page), page };
  },

  judge(check, raw) {
    const { from, shell, target, port, page } = raw;
    const asked = said('asked.http', {
      from,
      to: valueSaid(check.to, target.address),
      port,
      path: check.path,
    });
    const judged = judgeTraffic(
      check.expect,
      raw,
      asked,
      typedGet(shell, { port, path: check.path }, target),
    );
    if (judged.verdict !== 'pass' || check.expect !== 'open' || page === undefined) return judged;
    return judgePage(check, raw, page, judged);
  },

  asked: check =>
    said('asked.http', {
      from: placeSaid(check.from),
      to: valueSaid(check.to),
      port: portNumber(check.port),
      path: check.path,
    }),
  expected(check) {
    if (check.expect !== 'open') return said(`expect.${check.expect}`);
    const parts = [
      ...(check.status === undefined ? [] : [said('expect.http.status', { status: check.status })]),
      ...(check.body === undefined ? [] : [said('expect.http.body', { body: valueSaid(check.body) })]),
    ];
    return parts.length === 0 ? said('expect.open') : all(parts);
  },
};

function judgePage(check: CheckOf<'http'>, raw: HttpRaw, page: Page, open: Judgement): Judgement {
  const body = firstLine(page.body);
  const evidence = { command: open.evidence?.command ?? '', output: page.body.slice(0, 400).trimEnd() };
  if (check.status !== undefined && page.status !== check.status) {
    const got = page.status === null ? said('http.no-status') : said('http.status', { status: page.status });
    return { ...open, verdict: 'fail', got, evidence };
  }
  if (raw.wanted === undefined) return open;
  const got = body === '' ? said('http.empty') : said('http.body', { body, status: page.status ?? '' });
  return { ...open, verdict: page.body.includes(raw.wanted) ? 'pass' : 'fail', got, evidence };
}

/** Opened, and then nothing came: silence, or docker-proxy cutting the line when nobody listens behind it. */
function cutShort(result: string): boolean {
  return result === 'no-data' || result === 'ECONNRESET' || result === 'EPIPE';
}

function asAttempt(page: Page): NonNullable<TrafficRaw['tried']> {
  const result = cutShort(page.result) ? 'no-data' : page.result;
  return { attempts: [{ result, ms: page.ms }], around: null, watched: false };
}

function typedGet(
  shell: ShellSide,
  { port, path }: { readonly port: number; readonly path: string },
  target: Target,
): string {
  const tool = has(shell, 'wget') && shell.at === 'container' ? 'wget' : 'curl';
  const to = typedTarget(shell, tool, target.written, target.address);
  const url = `http://${to}${port === 80 ? '' : `:${port}`}${path}`;
  return typed(shell, tool === 'wget' ? ['wget', '-T2', '-qO-', url] : ['curl', '-sS', '-m2', url]);
}

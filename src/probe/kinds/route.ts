import * as z from 'zod';
import { plainDestination } from '../../network/index.ts';
import { asRecord, typed } from '../evidence.ts';
import { type Judgement, verdictOf } from '../judgement.ts';
import { isObstacle } from '../obstacle.ts';
import { fill } from '../resolve.ts';
import { type CheckOf, placeSaid, type SaidParam, said, valueSaid } from '../schema/index.ts';
import { type ShellSide, sourceOf } from '../source.ts';
import { ipJson } from './ip.ts';
import { all, type Probe } from './probe.ts';

const entry = z.object({
  dst: z.string(),
  gateway: z.string().optional(),
  dev: z.string().optional(),
  /** `unreachable`, `blackhole`, …; absent for an ordinary route. */
  type: z.string().optional(),
});
type Entry = z.output<typeof entry>;

export type RouteRaw = {
  readonly from: SaidParam;
  readonly shell: ShellSide;
  readonly routes: readonly Entry[];
  /** Placeholders filled. */
  readonly to: string;
  readonly via: string | undefined;
  readonly dev: string | undefined;
};

/** Looks at a route in the main table. */
export const route: Probe<'route', RouteRaw> = {
  codes: ['route.absent', 'route.present', 'route.other'],

  async run(check, scene, signal) {
    const source = await sourceOf(check.from, scene, signal);
    if (isObstacle(source)) return source;
    const to = await fill(check.to, scene);
    if (isObstacle(to)) return to;
    const via = await fill(check.via, scene);
    if (isObstacle(via)) return via;
    const dev = await fill(check.dev, scene);
    if (isObstacle(dev)) return dev;
    const routes = await ipJson(source, ['-4', 'route', 'show'], entry, signal);
    if (isObstacle(routes)) return routes;
    const { label: from, shell } = source;
    return { from, shell, routes: routes.rows, to: to.text, via: via.text, dev: dev.text };
  },

  judge(check, raw) {
    const evidence = {
      command: typed(raw.shell, ['ip', 'route']),
      output: asRecord(raw.routes.map(lineOf)),
    };
    return { ...judgeRoutes(check, raw), evidence };
  },

  asked: check => said('asked.route', { where: placeSaid(check.from), to: valueSaid(check.to) }),
  expected(check) {
    if (!check.present) return said('expect.absent');
    return all([
      said('expect.present'),
      ...(check.via === undefined ? [] : [said('expect.route.via', { via: valueSaid(check.via) })]),
      ...(check.dev === undefined ? [] : [said('expect.route.dev', { dev: valueSaid(check.dev) })]),
    ]);
  },
};

function judgeRoutes(check: CheckOf<'route'>, raw: RouteRaw): Pick<Judgement, 'verdict' | 'got'> {
  const { from: where, to, via, dev } = raw;
  const matching = raw.routes.filter(
    each => plainDestination(each.dst) === plainDestination(to) && (each.type ?? 'unicast') === 'unicast',
  );
  const [first] = matching;
  if (first === undefined)
    return { verdict: verdictOf(!check.present), got: said('route.absent', { where, to }) };
  const right = matching.find(
    each => (via === undefined || each.gateway === via) && (dev === undefined || each.dev === dev),
  );
  if (right === undefined)
    return {
      verdict: verdictOf(!check.present),
      got: said('route.other', { where, to, route: lineOf(first) }),
    };
  return {
    verdict: verdictOf(check.present),
    got: said('route.present', { where, to, route: lineOf(right) }),
  };
}

/** The route as `ip route` prints its head. */
function lineOf({ dst, gateway, dev, type }: Entry): string {
  return [
    ...(type === undefined || type === 'unicast' ? [] : [type]),
    dst,
    ...(gateway === undefined ? [] : ['via', gateway]),
    ...(dev === undefined ? [] : ['dev', dev]),
  ].join(' ');
}

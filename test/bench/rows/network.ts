import { openEngine } from '../../../src/engine/index.ts';
import {
  bootLab,
  defaultGeneration,
  ensureLabImage,
  type Lab,
  type LabHost,
} from '../../../src/lab/index.ts';
import { snapshot } from '../../../src/network/index.ts';
import { type MatrixAsked, matrix, viewOfLab } from '../../../src/probe/index.ts';
import { busyHost } from '../../live/busy-host.ts';
import { median, type Row } from '../table.ts';

const rounds = 5;
/** Containers of the crowded host. */
const crowd = 50;
const asked: MatrixAsked = { protocol: 'tcp', by: 'address' };

/** Reading a host and its matrix: 14 containers on 5 networks, and 50 on one. */
export async function network(): Promise<readonly Row[]> {
  const engine = await openEngine();
  const image = await ensureLabImage(engine, { generation: defaultGeneration });
  const withLab = async <Result>(build: string, use: (lab: Lab, host: LabHost) => Promise<Result>) => {
    const spec = { lesson: 'bench', hosts: ['host1'], wires: {}, generation: defaultGeneration };
    const lab = await bootLab(engine, spec, { image, lease: { kind: 'stream' } });
    try {
      const [host] = lab.hosts.values();
      if (host === undefined) throw new Error('a lab without a host');
      const { exitCode, stderr } = await host.exec(['sh', '-c', build], { deadlineMs: 180_000 });
      if (exitCode !== 0) throw new Error(stderr);
      return await use(lab, host);
    } finally {
      await lab.close();
    }
  };
  const busy = await withLab(busyHost, onBusyHost);
  const crowded = await withLab(crowdedHost, onCrowdedHost);
  await engine.close();
  return [...busy, crowded];
}

async function onBusyHost(lab: Lab, host: LabHost): Promise<readonly Row[]> {
  const reads: number[] = [];
  const lists: number[] = [];
  const matrices: number[] = [];
  let pairs = 0;
  for (let round = 0; round < rounds; round += 1) {
    lists.push(await timed(() => host.exec(['sh', '-c', 'docker inspect $(docker ps -aq)'])));
    reads.push(await timed(() => snapshot(viewOfLab(lab, new AbortController().signal).readers)));
    matrices.push(
      await timed(async () => {
        pairs = (await measured(lab)).cells.length;
      }),
    );
  }
  // As one would do it by hand: BusyBox wget in the one container, the address of the other, a second of patience.
  const names = 'api client db guard lone murmur old plain shy side vault web whisper hosty';
  const execs = await timed(() =>
    host.exec(
      [
        'sh',
        '-c',
        `for from in ${names}; do for to in ${names}; do
           [ $from = $to ] && continue
           at=$(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}' $to)
           set -- $at; docker exec $from wget -q -T 1 -O /dev/null http://$1/ 2>/dev/null
         done; done; true`,
      ],
      { deadlineMs: 900_000 },
    ),
  );
  return [
    {
      name: 'snapshot of 14 containers',
      ours: median(reads),
      against: { what: 'docker inspect of all', value: median(lists) },
      unit: 'ms',
      bar: '< 500 ms',
      how: `median of ${rounds}`,
    },
    {
      name: `matrix, ${pairs} pairs measured`,
      ours: median(matrices),
      against: { what: '182 pairs by docker exec', value: execs },
      unit: 'ms',
      bar: '≤ 0.02 ×',
      how: `median of ${rounds}; reading, predicting, trying`,
    },
  ];
}

const crowdedHost = `set -eu
docker network create crowd >/dev/null
for n in $(seq ${crowd}); do
  docker run -d --init --name c$n --network crowd busybox httpd -f -p 80 -h /etc >/dev/null
done`;

async function onCrowdedHost(lab: Lab): Promise<Row> {
  const times: number[] = [];
  let pairs = 0;
  for (let round = 0; round < 3; round += 1)
    times.push(
      await timed(async () => {
        const seen = await measured(lab);
        pairs = seen.cells.length;
        const wrong = seen.cells.filter(({ agrees }) => agrees === false).length;
        if (wrong > 0) throw new Error(`${wrong} of ${pairs} pairs are not as predicted`);
      }),
    );
  return {
    name: `matrix of ${crowd} containers, ${pairs} pairs`,
    ours: median(times) / 1_000,
    unit: 's',
    bar: '< 5 s',
    how: 'median of 3',
  };
}

async function measured(lab: Lab) {
  const { signal } = new AbortController();
  return await matrix(asked, viewOfLab(lab, signal), signal, { measure: true });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

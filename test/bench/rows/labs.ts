import { setTimeout as pause } from 'node:timers/promises';
import { openEngine } from '../../../src/engine/index.ts';
import { bootLab, defaultGeneration, ensureLabImage, type LabSpec } from '../../../src/lab/index.ts';
import { median, type Row } from '../table.ts';

const rounds = 7;
const spec: LabSpec = { lesson: 'bench', hosts: ['host1'], wires: {}, generation: defaultGeneration };

/** A lab host until it is ready, in turn with a bare `docker run` of the same image until `docker info` answers. */
export async function labs(): Promise<readonly Row[]> {
  const engine = await openEngine();
  const image = await ensureLabImage(engine, { generation: defaultGeneration });
  const lease = { kind: 'stream' } as const;
  const bare: number[] = [];
  const booted: number[] = [];
  const closed: number[] = [];

  for (let round = 0; round < rounds; round += 1) {
    bare.push(await bareRun(engine, image.id));
    const began = performance.now();
    const lab = await bootLab(engine, spec, { image, lease });
    booted.push(performance.now() - began);
    const closing = performance.now();
    await lab.close();
    closed.push(performance.now() - closing);
  }
  await engine.close();
  const how = `median of ${rounds}`;
  return [
    {
      name: 'lab host ready',
      ours: median(booted),
      against: { what: 'bare docker run until docker info', value: median(bare) },
      unit: 'ms',
      bar: '≤ 1.5 ×',
      how,
    },
    { name: 'lab removed', ours: median(closed), unit: 'ms', bar: '', how },
  ];
}

/** The least that could be called a lab host: the image run as it is, until its Docker answers once. */
async function bareRun(engine: Awaited<ReturnType<typeof openEngine>>, image: string): Promise<number> {
  const began = performance.now();
  const options = {
    Image: image,
    Entrypoint: [
      '/usr/bin/docker-init',
      '--',
      '/usr/local/lib/netdojo/lab-init',
      'time:120',
      'inside',
      'host1=10.77.0.2',
    ],
    HostConfig: {
      AutoRemove: true,
      NetworkMode: 'none',
      CapAdd: ['SYS_ADMIN', 'NET_ADMIN', 'SYS_PTRACE'],
      SecurityOpt: ['seccomp=unconfined', 'apparmor=unconfined', 'label=disable'],
      MaskedPaths: [],
      ReadonlyPaths: [],
      // Newer than the type definitions.
      ...{ CgroupnsMode: 'private' },
      Mounts: [{ Type: 'volume', Target: '/var/lib/docker', Source: '' } as const],
    },
    Labels: { 'netdojo.version': '1', 'netdojo.lesson': 'bench' },
  };
  const container = await engine.docker.createContainer(options);
  try {
    await container.start();
    for (;;) {
      const exec = await container.exec({ Cmd: ['docker', 'info'], AttachStdout: true, AttachStderr: true });
      const stream = await exec.start({});
      stream.resume();
      await new Promise(done => stream.on('end', done).on('close', done));
      if ((await exec.inspect()).ExitCode === 0) return performance.now() - began;
      await pause(5);
    }
  } finally {
    // Auto-remove may be at it already.
    await container.remove({ force: true, v: true }).catch(() => {});
  }
}

import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import type { Engine } from '../engine/index.ts';
import { lookForLabImage } from './image.ts';
import { proberPath } from './image-paths.ts';
import { label, layout } from './labels.ts';
import { HostProber } from './prober.ts';
import { statusOf } from './status.ts';
import { generations, type Prober } from './types.ts';

/** One's own Docker, to be looked at and not touched. */
export type OwnEngine = {
  /** What its machine calls itself. */
  readonly name: string;
  readonly docker: Docker;
  /** What reads network namespaces and sends probes; undefined where there is no image for it, or it is not wanted. */
  readonly prober: (Prober & { close(): void }) | undefined;
  /** Ends the helper, if there is one. Resolves when its container is gone. */
  close(): Promise<void>;
};

/**
 * Opens one's own Docker for reading. With `helper`, and where the image of a lab host is on it, one container runs the
 * probing process: on the network and among the processes of the host, with no file of its own that could be written, removed
 * by the engine as soon as its input ends, so also when netdojo is killed. Nothing is built or fetched for it.
 */
export async function openOwnEngine(engine: Engine, { helper }: { helper: boolean }): Promise<OwnEngine> {
  const info: { Name?: string } = await engine.docker.info();
  const image = helper ? await anyImage(engine) : undefined;
  const name = info.Name ?? 'host';
  if (image === undefined) return { name, docker: engine.docker, prober: undefined, close: async () => {} };
  const started = new Set<string>();
  const prober = new HostProber({
    host: name,
    open: async () => {
      const { id, stream } = await startHelper(engine.docker, image);
      started.add(id);
      return stream;
    },
    assureHost: async () => {},
  });
  return {
    name,
    docker: engine.docker,
    prober,
    close: async () => {
      prober.close();
      await Promise.all([...started].map(id => gone(engine.docker, id)));
    },
  };
}

/** Labels of the container, so that `netdojo clean` finds it. */
export const helperLabels = { [label.version]: layout, 'netdojo.helper': 'prober' } as const;

async function anyImage(engine: Engine): Promise<string | undefined> {
  const found = await Promise.all(generations.map(generation => lookForLabImage(engine, generation)));
  return found.find(image => image !== undefined)?.id;
}

async function startHelper(docker: Docker, image: string): Promise<{ id: string; stream: Duplex }> {
  const container = await docker.createContainer({
    Image: image,
    // Neither site packages nor environment, as on a lab host.
    Entrypoint: ['python3', '-B', '-S', '-E', proberPath],
    Cmd: [],
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Labels: { ...helperLabels },
    HostConfig: {
      AutoRemove: true,
      NetworkMode: 'host',
      PidMode: 'host',
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      // To enter namespaces, to read rules and send pings, to look into the files of other processes.
      CapAdd: ['SYS_ADMIN', 'NET_ADMIN', 'NET_RAW', 'SYS_PTRACE', 'DAC_READ_SEARCH'],
      SecurityOpt: ['seccomp=unconfined', 'apparmor=unconfined', 'label=disable'],
      // The image declares a volume there: this way none is made. iptables wants its lock.
      Tmpfs: { '/var/lib/docker': '', '/run': '' },
      PidsLimit: 256,
      Memory: 256 * 1024 ** 2,
    },
  });
  const stream = await container.attach({
    stream: true,
    hijack: true,
    stdin: true,
    stdout: true,
    stderr: true,
  });
  await container.start();
  if (!isDuplex(stream)) throw new Error('an attached stream that cannot be read');
  return { id: container.id, stream };
}

function isDuplex(stream: NodeJS.ReadWriteStream): stream is Duplex {
  return 'destroy' in stream;
}

/** Waits until the engine has removed a container. */
async function gone(docker: Docker, id: string): Promise<void> {
  try {
    await docker.getContainer(id).wait({ condition: 'removed' });
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
}

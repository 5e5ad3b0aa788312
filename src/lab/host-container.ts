import type Docker from 'dockerode';
import type { Engine } from '../engine/index.ts';
import type { Labels } from './labels.ts';

/** What a host may use: enough for a dozen lesson containers, too little to hurt 30 others on the same engine. */
const limits = { memory: 1024 ** 3, processes: 2048, cpus: 1.75 };

/** Engines that cannot limit CPU time refuse a container that asks for it; other limits they lack they ignore. */
const cpuLimited = new WeakMap<Docker, boolean>();

async function canLimitCpu(docker: Docker): Promise<boolean> {
  const known = cpuLimited.get(docker);
  if (known !== undefined) return known;
  const info: { CpuCfsQuota?: boolean } = await docker.info();
  const can = info.CpuCfsQuota === true;
  cpuLimited.set(docker, can);
  return can;
}

/**
 * What every container that runs an inner Docker needs from its engine. No `--privileged`: that fails where the machine
 * lacks a single capability (seen: SYS_RESOURCE). SYS_PTRACE is for container mode on engine 28.
 */
export async function hostConfig(
  engine: Pick<Engine, 'docker' | 'version' | 'cpus'>,
  volumeLabels: Labels,
): Promise<Docker.HostConfig & { CgroupnsMode: 'private' }> {
  const writableCgroups = Number.parseInt(engine.version, 10) >= 28 ? ['writable-cgroups=true'] : [];
  return {
    CapAdd: ['SYS_ADMIN', 'NET_ADMIN', 'SYS_PTRACE'],
    SecurityOpt: ['seccomp=unconfined', 'apparmor=unconfined', 'label=disable', ...writableCgroups],
    // systempaths=unconfined, in the words of the API.
    MaskedPaths: [],
    ReadonlyPaths: [],
    CgroupnsMode: 'private',
    // Anonymous, so that auto-remove takes it; labelled, so that the sweep finds it when an engine restart came first.
    Mounts: [
      {
        Type: 'volume',
        Source: '',
        Target: '/var/lib/docker',
        VolumeOptions: {
          NoCopy: true,
          Labels: { ...volumeLabels },
          DriverConfig: { Name: 'local', Options: {} },
        },
      },
    ],
    Memory: limits.memory,
    MemorySwap: limits.memory,
    PidsLimit: limits.processes,
    ...((await canLimitCpu(engine.docker))
      ? { NanoCpus: Math.round(Math.min(limits.cpus, engine.cpus) * 1e9) }
      : {}),
    // The engine's own choice may be a remote one; the boot log stays here and small.
    LogConfig: { Type: 'json-file', Config: { 'max-size': '1m' } },
  };
}

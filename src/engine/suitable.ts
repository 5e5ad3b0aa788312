import * as z from 'zod';
import { apiCeiling, apiFloor, compareApi } from './api-version.ts';
import { EnvironmentError } from './error.ts';
import type { Engine } from './types.ts';

const versionAnswer = z.object({
  Version: z.string(),
  ApiVersion: z.string(),
  MinAPIVersion: z.string().optional(),
  Os: z.string(),
  Arch: z.string(),
  Components: z.array(z.object({ Name: z.string() })).nullish(),
});

const infoAnswer = z.object({
  SecurityOptions: z.array(z.string()).nullish(),
  CgroupVersion: z.string().optional(),
  NCPU: z.number(),
  MemTotal: z.number(),
});

/** What an engine says of itself, as far as labs care. */
export type Facts = Pick<Engine, 'version' | 'api' | 'cgroup' | 'cpus' | 'memory' | 'arch'>;

/**
 * The API version to speak with the engine that gave this answer to `/version`.
 * Throws `EnvironmentError` when it is no Docker engine, or one of a kind or an age that cannot carry labs.
 */
export function chooseApi(version: unknown, label: string): Pick<Facts, 'version' | 'api' | 'arch'> {
  const parsed = versionAnswer.safeParse(version);
  if (!parsed.success) throw new EnvironmentError('engine-not-docker', { label }, { cause: parsed.error });
  const { Version, ApiVersion, MinAPIVersion, Os, Arch, Components } = parsed.data;
  // Before anything else: Podman claims a Docker API version of its own choice.
  if (Components?.some(component => component.Name === 'Podman Engine'))
    throw new EnvironmentError('engine-podman', { label, version: Version });
  if (Os === 'windows') throw new EnvironmentError('engine-windows', { label });
  if (compareApi(ApiVersion, apiFloor) < 0)
    throw new EnvironmentError('engine-old', { label, version: Version });
  if (MinAPIVersion !== undefined && compareApi(MinAPIVersion, apiCeiling) > 0)
    throw new EnvironmentError('engine-new', { label, version: Version, api: apiCeiling });
  if (Arch !== 'amd64' && Arch !== 'arm64') throw new EnvironmentError('engine-arch', { label, arch: Arch });
  const api = compareApi(ApiVersion, apiCeiling) < 0 ? ApiVersion : apiCeiling;
  // Debian writes 20.10.24+dfsg1.
  return { version: Version.split('+')[0] ?? Version, api, arch: Arch };
}

/** What the engine has to offer, from its answer to `/info`. Throws `EnvironmentError` for rootless and userns-remap. */
export function readInfo(info: unknown, label: string): Pick<Facts, 'cgroup' | 'cpus' | 'memory'> {
  const parsed = infoAnswer.safeParse(info);
  if (!parsed.success) throw new EnvironmentError('engine-not-docker', { label }, { cause: parsed.error });
  const { SecurityOptions, CgroupVersion, NCPU, MemTotal } = parsed.data;
  // Entries read `name=seccomp,profile=default`.
  const options = new Set(SecurityOptions?.map(option => option.split(',')[0]));
  // A Docker engine inside a rootless one fails on many kernels (moby#44335).
  if (options.has('name=rootless')) throw new EnvironmentError('engine-rootless', { label });
  // Root in a remapped container may not mount cgroups.
  if (options.has('name=userns')) throw new EnvironmentError('engine-userns', { label });
  return { cgroup: CgroupVersion === '2' ? 2 : 1, cpus: NCPU, memory: MemTotal };
}

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareApi } from '../../../src/engine/api-version.ts';
import { chooseApi, readInfo } from '../../../src/engine/suitable.ts';

// Recorded from Debian's packages; the other engines below differ in the fields their own documentation names.
const recorded = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`./answers/${name}.json`, import.meta.url), 'utf8'));

const version = (changes: object) => ({ ...recorded('version-26.1'), ...changes });
const info = (changes: object) => ({ ...recorded('info-26.1'), ...changes });

describe('choosing the API version', () => {
  it('speaks what an engine of Debian bookworm can', () => {
    expect(chooseApi(recorded('version-20.10'), 'x')).toEqual({
      version: '20.10.24',
      api: '1.41',
      arch: 'amd64',
    });
  });

  it('speaks what an engine of Debian trixie can', () => {
    expect(chooseApi(recorded('version-26.1'), 'x')).toEqual({
      version: '26.1.5',
      api: '1.45',
      arch: 'amd64',
    });
  });

  it.each([
    ['28.5.2', '1.51', '1.24'],
    ['29.0.0', '1.52', '1.44'],
    ['29.8.2', '1.55', '1.40'],
  ])('keeps to the newest API it knows with engine %s', (Version, ApiVersion, MinAPIVersion) => {
    expect(chooseApi(version({ Version, ApiVersion, MinAPIVersion }), 'x')).toMatchObject({
      version: Version,
      api: '1.47',
    });
  });

  it('refuses an engine that no longer speaks any API it knows', () => {
    const future = version({ Version: '31.0.0', ApiVersion: '1.60', MinAPIVersion: '1.48' });
    expect(() => chooseApi(future, 'here')).toThrow(
      expect.objectContaining({
        code: 'engine-new',
        params: { label: 'here', version: '31.0.0', api: '1.47' },
      }),
    );
  });

  it('compares API versions as numbers, not as text', () => {
    expect(compareApi('1.9', '1.41')).toBeLessThan(0);
    expect(compareApi('2.0', '1.99')).toBeGreaterThan(0);
    expect(compareApi('1.41', '1.41')).toBe(0);
  });
});

describe('engines that cannot carry labs', () => {
  it.each([
    ['19.03, as too old', { Version: '19.03.15', ApiVersion: '1.40' }, 'engine-old'],
    // Podman 5 answers with a Docker API version of its own choice.
    [
      'Podman, whatever API it claims',
      { Version: '5.8.0', ApiVersion: '1.41', Components: [{ Name: 'Podman Engine' }, { Name: 'Conmon' }] },
      'engine-podman',
    ],
    [
      'old Podman as Podman',
      { ApiVersion: '1.40', Components: [{ Name: 'Podman Engine' }] },
      'engine-podman',
    ],
    ['an engine for Windows containers', { Os: 'windows' }, 'engine-windows'],
    ['a processor without lab hosts', { Arch: 's390x' }, 'engine-arch'],
    ['something that has no API version', { ApiVersion: undefined }, 'engine-not-docker'],
  ])('refuses %s', (_, changes, code) => {
    expect(() => chooseApi(version(changes), 'here')).toThrow(expect.objectContaining({ code }));
  });

  it('refuses what answers with anything but JSON', () => {
    expect(() => chooseApi(Buffer.from('hello'), 'here')).toThrow(
      expect.objectContaining({ code: 'engine-not-docker', params: { label: 'here' } }),
    );
  });

  it.each([
    [
      'a rootless engine',
      ['name=seccomp,profile=builtin', 'name=rootless', 'name=cgroupns'],
      'engine-rootless',
    ],
    ['an engine with userns-remap', ['name=seccomp,profile=default', 'name=userns'], 'engine-userns'],
  ])('refuses %s', (_, SecurityOptions, code) => {
    expect(() => readInfo(info({ SecurityOptions }), 'here')).toThrow(expect.objectContaining({ code }));
  });

  it('does not mistake a profile or an option for another', () => {
    const SecurityOptions = [
      'name=apparmor',
      'name=seccomp,profile=name=rootless',
      'name=cgroupns',
      'name=no-new-privileges',
    ];
    expect(readInfo(info({ SecurityOptions }), 'here')).toMatchObject({ cgroup: 1 });
  });
});

describe('what an engine offers', () => {
  it('reads processors, memory and cgroup version', () => {
    expect(readInfo(recorded('info-20.10'), 'x')).toEqual({ cgroup: 1, cpus: 2, memory: 25_276_502_016 });
    expect(readInfo(info({ CgroupVersion: '2' }), 'x').cgroup).toBe(2);
  });

  it('takes an engine that names no security options', () => {
    expect(readInfo(info({ SecurityOptions: null }), 'x').cpus).toBe(2);
  });
});

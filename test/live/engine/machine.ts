import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { missingPackages } from '../../../src/engine/packages/index.ts';

/** Whether this machine can run a private engine: Linux, root, and the packages are there. */
export function canRunPrivately(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && missingPackages().length === 0;
}

/** Pids whose command line contains a word or a part of one. */
export function processesOf(part: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => pid > 0 && pid !== process.pid && commandLine(pid).includes(part));
}

/** A process's command line, its words separated by spaces; empty once it is gone. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** Cgroups anywhere in the tree that bear a name. */
export function cgroupsOf(name: string): string[] {
  return execFileSync('find', ['/sys/fs/cgroup', '-maxdepth', '2', '-type', 'd', '-name', name], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter(line => line !== '');
}

const run = (program: string, ...args: string[]): string => execFileSync(program, args, { encoding: 'utf8' });

/** Everything of the machine's network, mounts and settings that an engine likes to change. */
export function machine(): Record<string, string> {
  return {
    // Policies carry counters of the machine's own traffic.
    rules: run('/usr/sbin/iptables-save').replace(/\[\d+:\d+\]|^#.*$/gm, ''),
    rules6: run('/usr/sbin/ip6tables-save').replace(/\[\d+:\d+\]|^#.*$/gm, ''),
    links: run('ip', '-o', 'link').replace(/ state .*$/gm, ''),
    routes: run('ip', 'route', 'show', 'table', 'all'),
    forwarding: run('sh', '-c', 'cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv6/conf/*/forwarding'),
    // Kernel-wide settings that dockerd raises where they are lower.
    keys: run('sh', '-c', 'cat /proc/sys/kernel/keys/root_maxkeys /proc/sys/kernel/keys/root_maxbytes'),
    mounts: readFileSync('/proc/self/mounts', 'utf8'),
    settings: run('sh', '-c', 'ls -la --time-style=full-iso /etc/docker /opt /opt/containerd 2>&1 || :'),
  };
}

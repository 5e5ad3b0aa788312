import { isInstalled } from './programs.ts';

/**
 * Debian package by the program it is needed for: the engine, its firewall, what the lab host image is made with, and
 * what the keeper asks the engine with.
 */
const packageOf = {
  dockerd: 'docker.io',
  iptables: 'iptables',
  mmdebstrap: 'mmdebstrap',
  curl: 'curl',
} as const;

/** Programs without which a private engine cannot run. `mmdebstrap` is only for the image. */
const indispensable = new Set<string>(['dockerd', 'iptables', 'curl', 'mount']);

/** Packages a private engine cannot run without and that are not here, with those that would be installed along. */
export function missingPackages(): readonly string[] {
  const missing: string[] = [];
  let needed = false;
  for (const [program, name] of Object.entries(packageOf)) {
    if (isInstalled(program)) continue;
    missing.push(name);
    needed ||= indispensable.has(program);
  }
  return needed ? missing : [];
}

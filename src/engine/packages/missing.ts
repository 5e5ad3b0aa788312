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

/** Packages a private engine cannot run without and that are not here, with those that would be installed along. */
export function missingPackages(): readonly string[] {
  const missing = Object.entries(packageOf).filter(([program]) => !isInstalled(program));
  // An engine runs without mmdebstrap: that is only for the image, which may come from elsewhere.
  const needed = missing.some(([program]) => program !== 'mmdebstrap');
  return needed ? missing.map(([, name]) => name) : [];
}

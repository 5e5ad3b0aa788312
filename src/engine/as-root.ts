import { $ } from 'zx/core';
import { EnvironmentError } from './error.ts';

/** Words to put before a command that needs root: none for root itself. */
export type AsRoot = readonly string[];

/**
 * How to run something as root: directly, or through `sudo`, which asks for its password on the terminal where there
 * is one. Throws `EnvironmentError` `root-needed`.
 */
export async function asRoot(): Promise<AsRoot> {
  if (process.getuid?.() === 0) return [];
  const quiet = $({ stdio: 'pipe', nothrow: true, quiet: true });
  if ((await quiet`sudo -n true`).exitCode === 0) return ['sudo', '-n'];
  if (process.stdin.isTTY === true) {
    const asked = await $({ stdio: 'inherit', nothrow: true, quiet: true })`sudo -v`;
    if (asked.exitCode === 0) return ['sudo', '-n'];
  }
  throw new EnvironmentError('root-needed');
}

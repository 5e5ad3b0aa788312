import { EnvironmentError } from './error.ts';

/** Words to put before a command that needs root: none for root itself. */
export type AsRoot = readonly string[];

/** How to run something as root without a question: directly, or through a `sudo` that needs no password just now. */
export async function rootAtHand(): Promise<AsRoot | undefined> {
  if (process.getuid?.() === 0) return [];
  const { $ } = await import('zx/core');
  const sudo = await $({ stdio: 'pipe', nothrow: true, quiet: true })`sudo -n true`;
  return sudo.exitCode === 0 ? ['sudo', '-n'] : undefined;
}

/**
 * How to run something as root: as is at hand, or through `sudo`, which asks for its password on the terminal where there
 * is one. Throws `EnvironmentError` `root-needed`.
 */
export async function asRoot(): Promise<AsRoot> {
  const atHand = await rootAtHand();
  if (atHand !== undefined) return atHand;
  if (process.stdin.isTTY === true) {
    const { $ } = await import('zx/core');
    const asked = await $({ stdio: 'inherit', nothrow: true, quiet: true })`sudo -v`;
    if (asked.exitCode === 0) return ['sudo', '-n'];
  }
  throw new EnvironmentError('root-needed');
}

import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type AsRoot, asRoot } from './as-root.ts';
import { EnvironmentError } from './error.ts';
import { isInstalled, missingPackages } from './packages/index.ts';
import { runStage } from './stage.ts';
import type { OnStage } from './types.ts';

/** Asks the user whether these packages may be installed. */
export type MayInstall = (packages: readonly string[]) => Promise<boolean>;

/**
 * Installs what a private engine needs and isn't here; nothing when all is here. No service is started or left enabled.
 * Throws `EnvironmentError`: `engine-none` where there is no apt, `packages-refused`, `packages-failed`, `root-needed`.
 */
export async function installPackages(mayInstall: MayInstall | undefined, onStage?: OnStage): Promise<void> {
  const missing = missingPackages();
  if (missing.length === 0) return;
  if (!isInstalled('apt-get')) throw new EnvironmentError('engine-none');
  const packages = missing.join(' ');
  if (!(await mayInstall?.(missing))) throw new EnvironmentError('packages-refused', { packages });
  // Before the stage: sudo may ask for a password, and a progress line would cover that.
  const root = await asRoot();
  await runStage(onStage, { id: 'packages', once: true }, detail => runApt(root, missing, detail));
}

async function runApt(
  root: AsRoot,
  packages: readonly string[],
  detail: (line: string) => void,
): Promise<void> {
  const { $ } = await import('zx/core');
  const script = fileURLToPath(new URL('./scripts/install-packages.sh', import.meta.url));
  const apt = $({ nothrow: true, quiet: true, stdio: ['ignore', 'pipe', 'pipe'] })`${[
    ...root,
    'sh',
    script,
    ...packages,
  ]}`;
  for await (const line of createInterface({ input: apt.stdout })) {
    const step = readStatus(line);
    if (step !== undefined) detail(step);
  }
  const { exitCode, stderr } = await apt;
  if (exitCode === 0) return;
  const log = join(await mkdtemp(join(tmpdir(), 'netdojo-')), 'apt.log');
  await writeFile(log, stderr);
  const lines = stderr.trim().split('\n');
  // apt marks its errors `E:`; the last line alone is often only "you may want to run apt-get update".
  const reason = lines.find(line => line.startsWith('E: ')) ?? lines.at(-1) ?? '';
  throw new EnvironmentError('packages-failed', { packages: packages.join(' '), reason, log });
}

/** What a status line of apt says is being done: `pmstatus:runc:12.5:Unpacking runc (amd64)`. Undefined for other lines. */
export function readStatus(line: string): string | undefined {
  const match = /^(?:pm|dl)status:(?:[^:]*(?::[a-z0-9]+)?):(\d+(?:\.\d+)?):(.+)$/.exec(line);
  if (match === null) return undefined;
  return `${Math.round(Number(match[1]))} %  ${match[2]}`;
}

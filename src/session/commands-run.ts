import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readLog } from './log.ts';
import type { Attempt } from './types.ts';

/** A command the learner ran, and the step that was current then. */
export type CommandRun = {
  readonly step: string;
  readonly at: number;
  readonly text: string;
  /** Absent where its end was not seen. */
  readonly exitCode?: number;
};

/** The commands of an attempt, oldest first, from the logs that are kept of its sessions. Logs that cannot be read are left out. */
export async function commandsRun(
  folder: string,
  attempt: Attempt & { readonly lesson: string },
): Promise<readonly CommandRun[]> {
  const names = await readdir(folder).catch(() => []);
  const logs = names.filter(name => name.endsWith('.jsonl') && name.includes(`-${attempt.lesson}-`)).sort();
  const all: CommandRun[] = [];
  for (const name of logs) all.push(...(await commandsIn(join(folder, name), attempt)));
  return all.sort((one, other) => one.at - other.at);
}

async function commandsIn(
  file: string,
  attempt: Attempt & { readonly lesson: string },
): Promise<readonly CommandRun[]> {
  const log = await readLog(file).catch(() => undefined);
  if (log === undefined) return [];
  const { opening, events } = log;
  if (
    opening.lesson !== attempt.lesson ||
    opening.learner !== attempt.learner ||
    opening.begun !== attempt.begun
  )
    return [];
  let { step } = opening;
  const runs: CommandRun[] = [];
  const running = new Map<string, number>();
  for (const event of events) {
    if (event.type === 'step-entered') step = event.step;
    if (event.type === 'command-started') {
      running.set(event.shell, runs.length);
      runs.push({ step, at: event.at, text: event.text });
    }
    if (event.type === 'command-ended') {
      const index = running.get(event.shell);
      const run = index === undefined ? undefined : runs[index];
      if (index !== undefined && run !== undefined) runs[index] = { ...run, exitCode: event.exitCode };
      running.delete(event.shell);
    }
  }
  return runs.filter(({ text }) => text.trim() !== '');
}

import { randomInt } from 'node:crypto';
import {
  type Engine,
  EnvironmentError,
  engineLost,
  type OnStage,
  reasonOf,
  runStage,
} from '../engine/index.ts';
import type { LabImage } from './image.ts';
import { assembleLab, connectMembers, proveReady } from './lab.ts';
import { labLabels } from './labels.ts';
import { startMember } from './member.ts';
import { hasLab, removeLab } from './sweep.ts';
import type { Lab, LabSpec, Lease } from './types.ts';
import { layWires, outsideHost } from './wires.ts';

export type BootOptions = {
  readonly image: LabImage;
  readonly lease: Lease;
  /** What the lab is to be called; default: six letters. Nothing else on this engine may have that id. */
  readonly id?: string | undefined;
  readonly onStage?: OnStage | undefined;
  readonly signal?: AbortSignal | undefined;
};

/**
 * Boots a lab and returns when every host has passed its self-test. Throws `EnvironmentError` when one does not, with
 * its log, or when the engine can't make it, and the signal's reason when aborted. Nothing of the lab is left then.
 * Throws `lab-id-taken` where the id asked for belongs to another lab.
 */
export async function bootLab(engine: Engine, spec: LabSpec, options: BootOptions): Promise<Lab> {
  options.signal?.throwIfAborted();
  const id = options.id ?? newLabId();
  // First: what goes amiss later removes all that has this id.
  if (options.id !== undefined && (await hasLab(engine.docker, id)))
    throw new EnvironmentError('lab-id-taken', { lab: id });
  try {
    return await boot(engine, id, spec, options);
  } catch (error) {
    // An engine that is gone has taken the hosts along, which says more than that they ended; what it has left, the
    // sweep finds.
    const lost = await removeLab(engine.docker, id).then(() => undefined, engineLost);
    options.signal?.throwIfAborted();
    if (lost !== undefined) throw lost;
    if (error instanceof EnvironmentError) throw error;
    throw new EnvironmentError('lab-not-made', { reason: reasonOf(error) }, { cause: error });
  }
}

/** Calls that make something are never aborted half-way: whatever they made must be known to be removed. */
async function boot(engine: Engine, id: string, spec: LabSpec, options: BootOptions): Promise<Lab> {
  const { image, lease, onStage, signal } = options;
  const wired = Object.keys(spec.wires).length > 0;
  const places = wired
    ? await runStage(onStage, { id: 'wires' }, () =>
        layWires(engine.docker, id, spec, labLabels(id, spec.lesson)),
      )
    : new Map<string, never>();
  signal?.throwIfAborted();

  const plan = { id, spec, image: image.id, lease, places };
  const names = wired ? [...spec.hosts, outsideHost] : spec.hosts;
  const members = await runStage(onStage, { id: 'host' }, () =>
    all(names.map(name => startMember(engine, plan, name, signal))),
  );
  signal?.throwIfAborted();

  const connected = connectMembers(engine, members);
  try {
    const readiness = await runStage(onStage, { id: 'docker' }, () =>
      proveReady(connected, spec.generation, signal),
    );
    return assembleLab(engine, id, spec, connected, readiness);
  } catch (error) {
    await Promise.all(connected.map(({ host }) => host.close()));
    throw error;
  }
}

/** Like `Promise.all`, but waits for the others before it rejects: what they make is then there to be removed. */
async function all<Result>(promises: readonly Promise<Result>[]): Promise<Result[]> {
  await Promise.allSettled(promises);
  return await Promise.all(promises);
}

/** Six consonants: no word, and no hexadecimal number that could be taken for an id. */
function newLabId(): string {
  const letters = 'bcdfghjkmnpqrstvwxz';
  return Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('');
}

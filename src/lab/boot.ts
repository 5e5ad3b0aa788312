import { randomInt } from 'node:crypto';
import { type Engine, type OnStage, runStage } from '../engine/index.ts';
import type { LabImage } from './image.ts';
import { assembleLab, connectMembers, proveReady } from './lab.ts';
import { labLabels } from './labels.ts';
import { startMember } from './member.ts';

import { removeLab } from './sweep.ts';
import type { Lab, LabSpec, Lease } from './types.ts';
import { layWires, outsideHost } from './wires.ts';

export type BootOptions = {
  readonly image: LabImage;
  readonly lease: Lease;
  readonly onStage?: OnStage | undefined;
  readonly signal?: AbortSignal | undefined;
};

/**
 * Boots a lab and returns when every host has passed its self-test. Throws `EnvironmentError` when one does not, with
 * its log, and the signal's reason when aborted. In both cases nothing of the lab is left.
 */
export async function bootLab(
  engine: Engine,
  spec: LabSpec,
  { image, lease, onStage, signal }: BootOptions,
): Promise<Lab> {
  signal?.throwIfAborted();
  const id = newLabId();
  const wired = Object.keys(spec.wires).length > 0;
  try {
    // Calls that make something are never aborted half-way: whatever they made must be known to be removed.
    const places = wired
      ? await runStage(onStage, { id: 'wires' }, () =>
          layWires(engine.docker, id, spec, labLabels(id, spec.lesson)),
        )
      : new Map<string, never>();
    signal?.throwIfAborted();
    const members = await runStage(onStage, { id: 'host' }, () =>
      all(
        [...spec.hosts, ...(wired ? [outsideHost] : [])].map(name =>
          startMember(engine, { id, spec, image: image.id, lease, places }, name, signal),
        ),
      ),
    );
    signal?.throwIfAborted();
    const connected = connectMembers(engine, members);
    const filtering = await runStage(onStage, { id: 'docker' }, () => proveReady(connected, signal)).catch(
      async (error: unknown) => {
        await Promise.all(connected.map(({ host }) => host.close()));
        throw error;
      },
    );
    return assembleLab(engine, id, spec, connected, filtering);
  } catch (error) {
    await removeLab(engine.docker, id);
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

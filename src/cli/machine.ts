import type { Lab, Machine } from '../lab/index.ts';
import { nearest } from '../lesson/index.ts';
import { UsageError } from './usage-error.ts';

/** The host of that name, `outside`, or the lab's first host. Throws `UsageError` with the nearest name. */
export function machineOf(lab: Lab, name: string | undefined): Machine {
  const machines = [...lab.hosts.values(), lab.outside];
  const machine = name === undefined ? machines[0] : machines.find(one => one.name === name);
  if (machine === undefined)
    throw new UsageError(
      'cli.unknown-host',
      { word: name ?? '' },
      nearest(
        name ?? '',
        machines.map(one => one.name),
      ),
    );
  return machine;
}

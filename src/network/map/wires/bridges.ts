import type { Link, Machine, Snapshot } from '../../model.ts';
import { placesOf } from '../../places.ts';
import { machineId } from '../machines.ts';
import type { Rail } from '../model.ts';
import { type Plug, plugsOf } from '../plugs.ts';
import { bridgeOn, interfaceOf, namesIn } from './boxes.ts';
import { legsOf } from './legs.ts';
import type { BridgePorts, PluggedPort } from './model.ts';

/** Every network of every host with what is plugged into it there. */
export function allBridges(snapshot: Snapshot, rails: readonly Rail[]): readonly BridgePorts[] {
  return snapshot.machines.flatMap(machine =>
    rails
      .filter(({ machines }) => machines.includes(machineId(machine)))
      .map(rail => ({
        host: machine.name,
        bridge: bridgeOn(snapshot, machine, rail),
        ports:
          rail.driver === 'bridge'
            ? plugsOf(snapshot, machine, [rail]).map(plug => pluggedPort(machine, plug))
            : unbridgedPorts(snapshot, machine, rail),
      })),
  );
}

function pluggedPort(machine: Machine, { port, end }: Plug): PluggedPort {
  if (end !== undefined) return { port: port.name, end: stackEnd(machine, end.stack.id, end.link) };
  return {
    port: port.name,
    end: port.kind === 'veth' ? { kind: 'unread' } : { kind: 'other', what: port.kind },
  };
}

function stackEnd(machine: Machine, stack: string, link: Link): PluggedPort['end'] {
  const names = stack === machine.stack ? [machine.name] : namesIn(machine, stack);
  return { kind: 'stack', names, interface: interfaceOf(link) };
}

/** Who is on a network that has no bridge of the host's. Those who share a namespace share one interface. */
function unbridgedPorts(snapshot: Snapshot, machine: Machine, rail: Rail): readonly PluggedPort[] {
  const links = new Map(
    placesOf(snapshot)
      .filter(place => place.machine === machine && place.stack !== undefined)
      .flatMap(place =>
        legsOf(snapshot, place, [rail]).map(({ link }) => [place.stack?.id ?? '', link] as const),
      ),
  );
  return [...links].map(([stack, link]) => ({ port: undefined, end: stackEnd(machine, stack, link) }));
}

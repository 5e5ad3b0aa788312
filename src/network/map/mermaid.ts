import { inSubnet } from '../ipv4.ts';
import type { MapCell, MapMachine, MapOutside, MapRow, NetworkMap, Rail, Uplink } from './model.ts';

/** The map as a Mermaid graph. Names stand in quotes, with everything escaped that means something to Mermaid or HTML. */
export function mapMermaid(map: NetworkMap): string {
  return [
    'graph LR',
    ...map.rails.map(rail => `  ${railNode(rail)}`),
    ...map.machines.flatMap(machineLines),
    ...map.machines.flatMap(machine => edgesOf(machine)),
    ...uplinkEdges(map),
    '  classDef off stroke-dasharray: 4 4',
    '',
  ].join('\n');
}

function railNode({ id, name, subnet, interface: link, driver }: Rail): string {
  const lines = [name, ...(driver === 'bridge' ? [] : [driver]), ...(subnet === undefined ? [] : [subnet])];
  return `${nodeId(id)}([${quoted([...lines, ...(link === undefined ? [] : [link])])}])`;
}

function machineLines(machine: MapMachine): readonly string[] {
  if (machine.kind === 'outside')
    return [`  ${nodeId(machine.id)}[${quoted([machine.name, ...machine.addresses])}]`];
  return [
    `  subgraph ${nodeId(machine.id)}[${quoted([machine.name])}]`,
    ...machine.rows.map(row => `    ${nodeId(row.id)}${shapeOf(row)}`),
    '  end',
  ];
}

function shapeOf(row: MapRow): string {
  if (row.kind === 'host') return `{{${quoted([row.name, ...row.guests])}}}`;
  if (row.kind === 'namespace') return `[/${quoted([row.name])}/]`;
  const { standing } = row;
  if (standing.kind === 'running') return `[${quoted([row.name])}]`;
  const state = standing.kind === 'unusual' ? standing.state : standing.kind;
  return `[${quoted([row.name, 'exit' in standing ? `${state} ${standing.exit}` : state])}]:::off`;
}

function edgesOf(machine: MapMachine): readonly string[] {
  if (machine.kind === 'outside') return [];
  const named = new Map(machine.rows.filter(({ kind }) => kind === 'container').map(row => [row.name, row]));
  return machine.rows.flatMap(row => [
    ...row.cells.map(cell => `  ${nodeId(row.id)} ${edge(cell)} ${nodeId(cell.rail)}`),
    ...row.notes.flatMap(note => {
      // An owner in host mode is on the host's row.
      const owner = note.kind === 'shares' ? (named.get(note.of) ?? machine.rows[0]) : undefined;
      return owner === undefined ? [] : [`  ${nodeId(row.id)} === ${nodeId(owner.id)}`];
    }),
  ]);
}

function edge({ joint, hostPart }: MapCell): string {
  const line = joint === 'off' || joint === 'cut' ? '-.-' : '---';
  return hostPart === undefined ? line : `${line}|${quoted([hostPart])}|`;
}

/** Hosts whose uplink is on the same wire as the machine outside. */
function uplinkEdges({ machines }: NetworkMap): readonly string[] {
  const outside = machines.filter(machine => machine.kind === 'outside');
  return machines.flatMap(machine => {
    if (machine.kind !== 'host') return [];
    return outside
      .filter(one => isBeyond(machine.uplink, one))
      .map(({ id }) => `  ${nodeId(machine.rows[0]?.id ?? machine.id)} --- ${nodeId(id)}`);
  });
}

function isBeyond(uplink: Uplink, { addresses }: MapOutside): boolean {
  if (uplink.kind !== 'up' || uplink.address === undefined) return false;
  const subnet = `${uplink.address}/${uplink.prefix}`;
  return addresses.some(address => inSubnet(address, subnet));
}

/** An id of the map as one of Mermaid's: letters, digits and `_`, and never a word that Mermaid knows. */
function nodeId(id: string): string {
  return `n_${[...id].map(one => (/[A-Za-z0-9]/.test(one) ? one : `_${one.codePointAt(0)?.toString(16)}_`)).join('')}`;
}

function quoted(lines: readonly string[]): string {
  return `"${lines.map(escaped).join('<br/>')}"`;
}

/** Mermaid's way to write a character by its number. Only what surely means nothing is left as it is. */
function escaped(text: string): string {
  return text.replace(/[^\p{L}\p{N} ._:/-]/gu, one => `#${one.codePointAt(0)};`);
}

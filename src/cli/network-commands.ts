import type { CommandSpec, OptionSpec } from './command-spec.ts';

/** What they take, all of them. */
const viewOptions: readonly OptionSpec[] = [
  { flags: '--mine', about: 'cli.option.mine' },
  { flags: '--no-helper', about: 'cli.option.no-helper' },
];

/** The commands that look at a network. */
export const networkCommands: readonly CommandSpec[] = [
  {
    name: 'map',
    args: '[from] [to]',
    about: 'cli.map',
    options: [
      { flags: '--wires', about: 'cli.option.wires' },
      { flags: '--watch', about: 'cli.option.map-watch' },
      { flags: '--svg', about: 'cli.option.svg' },
      { flags: '--mermaid', about: 'cli.option.mermaid' },
      { flags: '--ascii', about: 'cli.option.ascii' },
      ...viewOptions,
    ],
    examples: [
      'map',
      'map --watch',
      'map client web',
      'map --wires',
      'map --svg > network.svg',
      'map --mermaid',
      'map --mine',
    ],
    load: () => import('./commands/map.ts'),
  },
  {
    name: 'why',
    args: '<from> <to>',
    about: 'cli.why',
    options: [
      { flags: '--udp', about: 'cli.option.udp' },
      { flags: '--as <name>', about: 'cli.option.as' },
      { flags: '--fix-hint', about: 'cli.option.fix-hint' },
      ...viewOptions,
    ],
    examples: [
      'why client db:80',
      'why client db',
      'why outside host1:8080',
      'why client 172.18.0.3:80 --fix-hint',
      'why app resolver:53 --udp',
      'why app db:5432 --as database --json',
      'why web db:5432 --mine',
    ],
    load: () => import('./commands/why.ts'),
  },
  {
    name: 'matrix',
    args: '',
    about: 'cli.matrix',
    options: [
      { flags: '--measure', about: 'cli.option.measure' },
      { flags: '--icmp', about: 'cli.option.icmp' },
      { flags: '--dns', about: 'cli.option.dns' },
      { flags: '--by-address', about: 'cli.option.by-address' },
      { flags: '--port <n>', about: 'cli.option.port' },
      { flags: '--csv', about: 'cli.option.csv' },
      { flags: '--markdown', about: 'cli.option.markdown' },
      ...viewOptions,
    ],
    examples: [
      'matrix',
      'matrix --measure',
      'matrix --icmp --by-address --measure',
      'matrix --dns',
      'matrix --port 80 --markdown',
      'matrix --measure --json',
      'matrix --mine',
    ],
    load: () => import('./commands/matrix.ts'),
  },
];

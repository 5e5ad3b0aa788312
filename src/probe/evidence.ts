import type { Attempt, Surroundings } from '../lab/index.ts';
import { figure, type Lookup } from './reach.ts';
import type { ShellSide } from './source.ts';

/**
 * Tools the lesson images bring (BusyBox's nc knows no -z). In other images nothing may be assumed: the host's own tools
 * enter the namespace.
 */
const tools: Readonly<Record<string, readonly string[]>> = {
  busybox: ['ping', 'wget', 'nslookup', 'ip', 'cat', 'ls', 'env'],
  toolbox: ['ping', 'nc', 'curl', 'dig', 'nslookup', 'ip', 'cat', 'ls', 'env'],
};

export function has(side: ShellSide, tool: string): boolean {
  return side.at !== 'container' || (tools[side.image] ?? []).includes(tool);
}

/** A command as a learner on the lab host would type it to run it where the probe ran. */
export function typed(side: ShellSide, argv: readonly string[]): string {
  const line = argv.map(quoted).join(' ');
  const [tool] = argv;
  switch (side.at) {
    case 'host':
      return line;
    case 'netns':
      return `ip netns exec ${side.name} ${line}`;
    case 'outside':
      return `outside ${line}`;
    case 'container':
      return tool !== undefined && has(side, tool)
        ? `docker exec ${side.name} ${line}`
        : `nsenter -t ${pidOf(side.name)} -n ${line}`;
  }
}

/** A command that shows a file where the probe read it, or that there is none. */
export function typedFile(side: ShellSide, path: string, tool: 'cat' | 'ls' = 'cat'): string {
  const words = tool === 'cat' ? [tool] : [tool, '-d'];
  // An image without the tool: its files are there for the host to see, below the root of its first process.
  return side.at === 'container' && !has(side, tool)
    ? `${words.join(' ')} /proc/${pidOf(side.name)}/root${quoted(path)}`
    : typed(side, [...words, path]);
}

/** For a shell on the host: the first process of a container. */
export function pidOf(container: string): string {
  return `$(docker inspect -f '{{.State.Pid}}' ${container})`;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The name as the learner may type it where the tool resolves it in the container; its address where it would not. */
export function typedTarget(
  side: ShellSide,
  tool: string,
  written: string,
  address: string | undefined,
): string {
  if (address === undefined) return written;
  return has(side, tool) ? written : address;
}

/**
 * Marks what the probe saw itself, below a command that was not run: as a comment, so that it is not taken for the
 * command's own output. Records hold figures and names only, and are the same in every language.
 */
export function asRecord(lines: readonly string[]): string {
  return lines.map(line => `# probe: ${line}`).join('\n');
}

/** The attempts as the probe recorded them. */
export function recordAttempts(attempts: readonly Attempt[], around: Surroundings | null): string[] {
  const lines = [attempts.map(({ result, ms }) => `${result} ${figure(ms)} ms`).join(', ')];
  if (around?.nextHop) lines.push(`neigh ${around.nextHop} ${around.neighbour ?? '-'}`);
  if (around?.listenOverflows != null) lines.push(`ListenOverflows +${around.listenOverflows}`);
  return lines;
}

/** A look-up as the probe recorded it. */
export function recordLookup(lookup: Lookup): string {
  const by = lookup.source === 'hosts' ? '/etc/hosts' : `${lookup.server ?? '-'} ${lookup.code ?? '-'}`;
  const found = lookup.addresses.length > 0 ? lookup.addresses.join(' ') : '-';
  return `${lookup.name} ${found} (${by}, ${figure(lookup.ms)} ms)`;
}

/** A text cut to what is worth showing. */
export function excerpt(text: string): string {
  return text.slice(0, 2_000).trimEnd();
}

/** The first line with something in it, cut to what fits a line of the screen. */
export function firstLine(text: string): string {
  const line =
    text
      .split('\n')
      .find(each => each.trim() !== '')
      ?.trim() ?? '';
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

import { type Frail, sturdy } from './frail.ts';

/**
 * Whether a script probably leaves something that cannot be put back: a network that was there before removed, a container
 * rewritten, a file of the host's own changed, something ended that would not come back as it is. Only a guess that saves a
 * try: what was put back is compared anyway.
 */
export function staysAfterwards(script: string, frail: Frail = sturdy): boolean {
  const made = new Set<string>();
  return script.split(/\n|;|&&|\|\|/).some(line => {
    const stays = changesForGood(line.trim().split(/\s+/), made, frail);
    for (const name of namesMadeBy(line)) made.add(name);
    return stays;
  });
}

/** Names of containers, networks, interfaces and namespaces a line makes. */
function namesMadeBy(line: string): readonly string[] {
  const named = [
    ...line.matchAll(/(?:--name[ =]|\bip netns add |\bip link add (?:name )?|\bpeer name )(\S+)/g),
  ];
  const [, network] = /\bdocker network create .*?(\S+)\s*$/.exec(line) ?? [];
  return [...named.map(([, name = '']) => name), ...(network === undefined ? [] : [network])];
}

function changesForGood(words: readonly string[], made: ReadonlySet<string>, frail: Frail): boolean {
  const [program = '', ...rest] = words;
  if (program === 'docker') return changesOlder(rest, made, frail);
  const line = words.join(' ');
  if (/^(systemctl|service) /.test(line)) return frail.daemon && /\b(restart|stop)\b/.test(line);
  if (/^(kill|pkill|killall)$/.test(program)) return !rest.includes('-HUP');
  if (/^outside (ip (route|rule|address|link) (add|del|replace|change|flush|set)|iptables)\b/.test(line))
    return true;
  const lost = /^ip (?:(?:link|netns) del(?:ete)?|link set(?= \S+ .*\b(?:nomaster|netns)\b)) (\S+)/.exec(
    line,
  )?.[1];
  if (lost !== undefined) return !made.has(lost);
  return /^ip rule (add|del)\b|\/etc\/(?!docker\/|default\/docker\b)/.test(line);
}

/** Whether `docker` with these words changes for good what the script has not made itself. */
function changesOlder(words: readonly string[], made: ReadonlySet<string>, frail: Frail): boolean {
  const rest = words[0] === 'container' ? words.slice(1) : words;
  const [verb = '', second = ''] = rest;
  const older = (names: readonly string[]) => names.filter(name => !name.startsWith('-') && !made.has(name));
  if (/^(rename|update)$/.test(verb)) return older(rest.slice(1)).length > 0;
  if (verb === 'cp')
    return older(rest.slice(1).flatMap(word => /^([\w.-]+):/.exec(word)?.[1] ?? [])).length > 0;
  if (/^(network|volume)$/.test(verb) && second === 'rm') return older(rest.slice(2)).length > 0;
  if (/^(restart|stop|kill)$/.test(verb)) return older(rest.slice(1)).some(name => frail.started.has(name));
  if (verb === 'rm')
    return older(rest.slice(1)).some(name => frail.made.has(name) || frail.started.has(name));
  return /^(rmi|tag|commit|build|load|import)$/.test(verb) || second === 'prune';
}

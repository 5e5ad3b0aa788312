/**
 * Whether a script probably leaves something that cannot be put back: a network that was there before removed, a container
 * rewritten, a file of the host's own changed. Only a guess that saves a try: what was put back is compared anyway.
 */
export function staysAfterwards(script: string): boolean {
  const made = new Set<string>();
  return script.split(/\n|;|&&|\|\|/).some(line => {
    const stays = changesForGood(line.trim().split(/\s+/), made);
    for (const name of namesMadeBy(line)) made.add(name);
    return stays;
  });
}

/** Names of containers and networks a line makes. */
function namesMadeBy(line: string): readonly string[] {
  const named = [...line.matchAll(/--name[ =](\S+)/g)].map(([, name = '']) => name);
  const [, network] = /\bdocker network create .*?(\S+)\s*$/.exec(line) ?? [];
  return network === undefined ? named : [...named, network];
}

function changesForGood(words: readonly string[], made: ReadonlySet<string>): boolean {
  const [program = '', ...rest] = words;
  if (program === 'docker') return changesOlder(rest, made);
  const line = words.join(' ');
  if (/^(kill|pkill|killall)$/.test(program)) return !rest.includes('-HUP');
  if (/^outside (ip (route|rule|address|link) (add|del|replace|change|flush|set)|iptables)\b/.test(line))
    return true;
  return /^ip rule (add|del)\b|\/etc\/(?!docker\/|default\/docker\b)/.test(line);
}

/** Whether `docker` with these words changes for good what the script has not made itself. */
function changesOlder(words: readonly string[], made: ReadonlySet<string>): boolean {
  const rest = words[0] === 'container' ? words.slice(1) : words;
  const [verb = '', second = ''] = rest;
  const older = (names: readonly string[]) => names.some(name => !name.startsWith('-') && !made.has(name));
  if (/^(rename|update)$/.test(verb)) return older(rest.slice(1));
  if (verb === 'cp') return older(rest.slice(1).flatMap(word => /^([\w.-]+):/.exec(word)?.[1] ?? []));
  if (/^(network|volume)$/.test(verb) && second === 'rm') return older(rest.slice(2));
  return /^(rmi|tag|commit|build|load|import)$/.test(verb) || second === 'prune';
}

/**
 * Whether a script probably leaves something that cannot be put back: a daemon restarted, a file of it changed, a container
 * that was there before stopped, started or changed. Only a guess that saves a try: what was put back is compared anyway.
 */
export function staysAfterwards(script: string): boolean {
  const made = new Set([...script.matchAll(/--name[ =](\S+)/g)].map(([, name = '']) => name));
  return script.split(/\n|;|&&|\|\|/).some(line => {
    const words = line.trim().split(/\s+/);
    if (/^(systemctl|service|kill|pkill|killall)$/.test(words[0] ?? '')) return true;
    if (/\/etc\/|\bip (route|rule) (add|del|delete|replace|change|flush)\b|\broute (add|del)\b/.test(line))
      return true;
    if (words[0] !== 'docker') return false;
    const rest = words[1] === 'container' ? words.slice(2) : words.slice(1);
    if (!/^(stop|start|restart|kill|rm|rename|update|cp)$/.test(rest[0] ?? '')) return false;
    return rest.slice(1).some(word => !word.startsWith('-') && !made.has(word.split(':')[0] ?? ''));
  });
}

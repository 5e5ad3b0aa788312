import { dockerCall, runsProgram, simpleCommands } from './shell.ts';

/** What keeps a command from ending by itself, such as `docker attach`; `undefined` for one that ends. */
export function waitsForPerson(words: readonly string[]): string | undefined {
  const [program] = words;
  if (
    program !== undefined &&
    ['vi', 'vim', 'nano', 'less', 'more', 'top', 'htop', 'watch', 'sleep', 'read'].includes(program)
  )
    return program;
  if (program === 'outside' && words.length === 1) return 'outside';
  if (runsProgram(words, /^sleep$/) !== undefined && dockerCall(words)?.subcommand !== 'run') return 'sleep';
  const call = dockerCall(words);
  const rest = call?.rest ?? [];
  const flags = rest.slice(0, firstArgument(rest)).filter(word => word.startsWith('-'));
  const short = flags.filter(flag => !flag.startsWith('--')).join('');
  const detached = /d/.test(short) || flags.includes('--detach');
  const capture = runsProgram(words, /^tcpdump$/);
  const ends = program === 'timeout' || detached || capture?.some(word => /^-[a-zA-Z]*c/.test(word));
  if (capture !== undefined && !ends) return 'tcpdump';
  if (program === 'tail' && words.some(word => /^-[a-zA-Z]*[fF]/.test(word))) return 'tail -f';

  if (call === undefined) return undefined;
  const { subcommand } = call;
  if (subcommand === 'attach') return 'docker attach';
  if (subcommand === 'logs' && (/f/.test(short) || flags.includes('--follow'))) return 'docker logs -f';
  if (subcommand === 'start' && /[ai]/.test(short)) return `docker start ${short}`;
  const terminal = /t/.test(short) || flags.includes('--tty');
  if ((subcommand === 'run' || subcommand === 'exec') && terminal && !detached)
    return `docker ${subcommand} ${flags.find(flag => /^-\w*t|^--tty/.test(flag)) ?? '-t'}`;
  return undefined;
}

const watchers = ['tcpdump', 'tshark', 'watch', 'conntrack', 'dumpcap'];

/** Whether a command shows packets, connections or counters as they come, so that the packets of others disturb it. */
export function watchesPackets(command: string): boolean {
  return simpleCommands(command).some(({ words }) => {
    if (watchers.some(name => runsProgram(words, new RegExp(`^(?:\\S*/)?${name}$`)) !== undefined))
      return true;
    const what = waitsForPerson(words);
    return what === 'tail -f' || what === 'docker logs -f' || what === 'docker attach';
  });
}

/** Index of the first word that is neither an option nor the value of one: the image, or the container. */
function firstArgument(words: readonly string[]): number {
  const index = words.findIndex((word, at) => {
    const before = words[at - 1];
    // Options of one dash and a cluster of -d -i -t take no value here; other options written without `=` do.
    const isValue =
      before?.startsWith('-') &&
      !before.includes('=') &&
      !/^(-[dit]+|--(rm|detach|tty|interactive|init|privileged))$/.test(before);
    return !word.startsWith('-') && !isValue;
  });
  return index < 0 ? words.length : index;
}

/** One simple command of a script: its words, unquoted, and the line (from 0) it begins on. */
export type SimpleCommand = { readonly words: readonly string[]; readonly line: number };

/**
 * The simple commands of shell text, in order. It follows quotes, comments, `\` at a line's end, here-documents, and the
 * operators between commands; that is enough to look at what a lesson tells people to type. It expands nothing.
 */
export function simpleCommands(script: string): SimpleCommand[] {
  const commands: SimpleCommand[] = [];
  const lines = script.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const first = index;
    let text = lines[index] ?? '';
    while (text.endsWith('\\') && index + 1 < lines.length)
      text = `${text.slice(0, -1)} ${lines[++index] ?? ''}`;
    for (const words of splitCommands(text)) {
      commands.push({ words, line: first });
      for (const inner of nested(words)) commands.push({ ...inner, line: first });
    }
    const end = /<<-?\s*(['"]?)(\w+)\1/.exec(text)?.[2];
    if (end !== undefined) while (++index < lines.length && lines[index]?.trim() !== end);
  }
  return commands;
}

/** Commands handed to a shell as one word: `sh -c 'ping box1'`. */
function nested(words: readonly string[]): SimpleCommand[] {
  const at = words.findIndex(
    (word, index) => /(^|\/)(ba)?sh$/.test(word) && /^-\w*c$/.test(words[index + 1] ?? ''),
  );
  return at < 0 ? [] : simpleCommands(words[at + 2] ?? '');
}

function splitCommands(line: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | undefined;
  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = (): void => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (let index = 0; index < line.length; index++) {
    const char = line[index] ?? '';
    if (char === "'" || char === '"') {
      const close = line.indexOf(char, index + 1);
      const end = close < 0 ? line.length : close;
      word = (word ?? '') + line.slice(index + 1, end);
      index = end;
    } else if (char === '#' && word === undefined) break;
    else if (char === '\\') word = (word ?? '') + (line[++index] ?? '');
    else if (/\s/.test(char)) endWord();
    // `>&` and `2>&1` are no ends of a command.
    else if (/[;|()]/.test(char) || (char === '&' && !word?.endsWith('>'))) endCommand();
    else word = (word ?? '') + char;
  }
  endCommand();
  return commands;
}

/** Programs that only start another one: the rest of their words is looked at as well. */
const starters = new Set([
  'sudo',
  'env',
  'timeout',
  'time',
  'nsenter',
  'docker',
  'ip',
  'exec',
  'nohup',
  'outside',
  'if',
  'while',
  'until',
  '!',
  'then',
  'do',
  'else',
]);

/** Programs that take the name of another one and don't run it. */
const namers = new Set(['pkill', 'killall', 'pgrep', 'pidof', 'which', 'type', 'man']);

/** The words from a program's name on, where the command runs it, also through `docker exec`, `sudo` and the like. */
export function runsProgram(words: readonly string[], program: RegExp): readonly string[] | undefined {
  const at = words.findIndex(word => program.test(word));
  const first = words.find(word => !/^\w+=/.test(word));
  if (at < 0 || first === undefined || words.slice(0, at).some(word => namers.has(word))) return undefined;
  return program.test(first) || starters.has(first) ? words.slice(at) : undefined;
}

/** A call of `docker`: its subcommand (`run`, `network create`) and the words after it. */
export type DockerCall = { readonly subcommand: string; readonly rest: readonly string[] };

/** The `docker` call in a command, if it is one. */
export function dockerCall(words: readonly string[]): DockerCall | undefined {
  const call = runsProgram(words, /^(?:\S*\/)?docker$/);
  if (call === undefined) return undefined;
  const [, verb, object] = call;
  if (verb === undefined) return undefined;
  if ((verb === 'network' || verb === 'container') && object !== undefined) {
    const subcommand = verb === 'container' ? object : `${verb} ${object}`;
    return { subcommand, rest: call.slice(3) };
  }
  return { subcommand: verb, rest: call.slice(2) };
}

/** The values given to an option, as `--name web1`, `--name=web1`. */
export function optionValues(words: readonly string[], option: string): string[] {
  return words.flatMap((word, index) => {
    if (word === option) {
      const value = words[index + 1];
      return value === undefined ? [] : [value];
    }
    return word.startsWith(`${option}=`) ? [word.slice(option.length + 1)] : [];
  });
}

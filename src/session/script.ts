import type { LabHost } from '../lab/index.ts';

/** What became of a script. `line` counts from 1 and is the one that failed. */
export type ScriptResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly exitCode: number;
      readonly line: number | undefined;
      /** Last lines printed, without the trace. */
      readonly output: string;
    };

export type ScriptOptions = {
  /** Goes on after a failing line: what it wanted may be there already. The last line's exit code counts. */
  readonly keepGoing?: boolean;
  readonly signal?: AbortSignal;
};

const deadlineMs = 120_000;
const outputLines = 12;

/** The script is a file, as a learner's would be, so that a line cannot read the following ones as its input. */
const runner = [
  // Not where a learner looks; /run is root's, as the learner of a lab host is.
  'file=$(mktemp -p /run 2>/dev/null || mktemp) || exit 125',
  'cat >"$file"',
  'sh "$0" "$file" </dev/null',
  'code=$?',
  'rm -f "$file"',
  'exit $code',
].join('\n');

/** Runs shell lines one after the other on a lab host. Throws `EnvironmentError` when the host is gone. */
export async function runScript(
  host: Pick<LabHost, 'exec'>,
  script: string,
  { keepGoing = false, signal }: ScriptOptions = {},
): Promise<ScriptResult> {
  const { exitCode, stdout, stderr } = await host.exec(['sh', '-c', runner, keepGoing ? '-uv' : '-euv'], {
    stdin: script,
    deadlineMs,
    ...(signal === undefined ? {} : { signal }),
  });
  return exitCode === 0 ? { ok: true } : { ok: false, exitCode, ...blame(script, stdout, stderr) };
}

/**
 * Which line failed, and what was printed. Debian's dash has no LINENO; with `-v` it writes each line to standard error as
 * it reads it, a command at a time, so the last one written is the one that failed.
 */
export function blame(
  script: string,
  stdout: string,
  stderr: string,
): { readonly line: number | undefined; readonly output: string } {
  const lines = script.split('\n');
  let read = 0;
  const printed = stderr.split('\n').filter(line => {
    if (read >= lines.length || line !== lines[read]) return true;
    read++;
    return false;
  });
  const blank = (line: string | undefined): boolean => line?.trim() === '' || line?.startsWith('#') === true;
  let line = read;
  while (line > 1 && (blank(lines[line - 1]) || lines[line - 2]?.endsWith('\\') === true)) line--;
  return {
    line: line > 0 ? line : undefined,
    output: [...stdout.split('\n'), ...printed]
      .filter(one => one.trim() !== '')
      .slice(-outputLines)
      .join('\n'),
  };
}

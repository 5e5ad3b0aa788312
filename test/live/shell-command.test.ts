import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type CommandLine, commandLine, engineEnvironment, program } from '../screen/netdojo.ts';
import { keys, type LaunchedTerminal, launch } from '../screen/terminal.ts';

let cli: CommandLine;
let terminal: LaunchedTerminal | undefined;
beforeAll(async () => {
  cli = commandLine();
  await cli.run('up', 'default-bridge');
});
afterEach(() => terminal?.kill());
afterAll(() => cli.leave());

async function openShell(): Promise<LaunchedTerminal> {
  terminal = launch([...program, 'shell'], {
    columns: 100,
    rows: 30,
    env: { ...engineEnvironment(), XDG_STATE_HOME: cli.state },
  });
  await terminal.until('host1');
  return terminal;
}

it('netdojo shell has the size of its terminal, follows it, and ends with the exit code of the shell', async () => {
  const shell = await openShell();
  shell.send(`stty size${keys.enter}`);
  await shell.until('30 100');
  shell.resize(71, 19);
  shell.send(`until stty size | grep '^19 71$'; do :; done${keys.enter}`);
  await shell.until(/^19 71/m);
  shell.send(`exit 5${keys.enter}`);
  expect(await shell.exited).toMatchObject({ exitCode: 5 });
});

it('netdojo shell hands Ctrl-C to the shell and ends at Ctrl-D', async () => {
  const shell = await openShell();
  // It speaks once it is in the foreground: a Ctrl-C before that would reach bash, which starts it all the same.
  shell.send(`sh -c 'echo "in"side; exec sleep 100'${keys.enter}`);
  await shell.until(/^inside$/m);
  shell.send(keys.ctrlC);
  await shell.until(rows => /\n\^C[\s\S]*host1:~#\s*$/.test(rows.join('\n')));
  shell.send(`echo status-$?${keys.enter}`);
  // And at the prompt: between two commands the terminal has other settings, under which a Ctrl-D is lost.
  await shell.until(rows => /\nstatus-130\n.*host1:~#\s*$/.test(rows.join('\n')));
  shell.send('\x04');
  expect(await shell.exited).toMatchObject({ exitCode: 0 });
});

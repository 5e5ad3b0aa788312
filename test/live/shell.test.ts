import { afterEach, expect, test } from 'vitest';
import { sharedHost, WatchedShell } from './talking.ts';

const host = sharedHost();
const open: WatchedShell[] = [];

async function shellAt(columns = 100, rows = 30): Promise<WatchedShell> {
  const shell = new WatchedShell(await host().openShell({ columns, rows }));
  open.push(shell);
  await shell.until(() => shell.prompts() === 1);
  return shell;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ shell }) => shell.close()));
});

test('begins with a prompt that names the host, on a terminal of the size that was asked for', async () => {
  const shell = await shellAt(101, 31);
  expect(shell.text).toContain('root@host1:~# ');
  expect(await shell.run('stty size; locale | head -n 1; echo $TERM')).toMatch(
    /31 101\r\nLANG=C\.UTF-8\r\nxterm-256color\r\n/,
  );
});

test('marks the start of each command with its text, and its end with its exit code', async () => {
  const shell = await shellAt();
  const commands = ['echo "你好" | cat; false', "printf '%s\\n' 100%", ' (exit 7)', 'true'];
  for (const command of commands) await shell.run(command);
  await shell.run('');
  expect(shell.marks).toEqual([
    { kind: 'prompt' },
    ...commands.flatMap((command, n) => [
      { kind: 'start', command },
      { kind: 'end', exitCode: [1, 0, 7, 0][n] },
      { kind: 'prompt' },
    ]),
    // An empty line is a new prompt, and no command.
    { kind: 'prompt' },
  ]);
});

test('carries Chinese both ways, and control characters', async () => {
  const shell = await shellAt();
  expect(await shell.run('printf "%s" 中文输入 | wc -c; echo 输出：$(echo 好)')).toContain(
    '12\r\n输出：好\r\n',
  );
  // It speaks once it is in the foreground: a Ctrl-C before that would reach bash, which starts it all the same.
  shell.shell.write(`sh -c 'echo "in"side; exec cat'\r`);
  await shell.until(() => shell.text.includes('inside\r\n'));
  shell.shell.write('\x03');
  await shell.until(() => !shell.shell.busy);
  expect(shell.marks).toContainEqual({ kind: 'end', exitCode: 130 });
});

test('is busy while a command runs, a shell inside a container too', async () => {
  const shell = await shellAt();
  expect(shell.shell.busy).toBe(false);
  shell.shell.write('docker run --rm -it busybox sh\r');
  await shell.until(() => shell.text.includes('/ # '));
  expect(shell.shell.busy).toBe(true);
  shell.shell.write('exit\r');
  await shell.until(() => !shell.shell.busy);
});

test('a bash inside the bash has the same prompt and marks', async () => {
  const shell = await shellAt();
  expect(await shell.run('bash')).toContain('root@host1:~# ');
  await shell.run('(exit 9)');
  expect(shell.marks).toContainEqual({ kind: 'end', exitCode: 9 });
});

test('follows the window to where it comes to rest', async () => {
  const shell = await shellAt();
  shell.shell.write('while sleep 0.01; do stty size; done\r');
  await shell.until(() => shell.text.includes('30 100'));
  for (let columns = 60; columns <= 90; columns++) shell.shell.resize(columns, 20);
  await shell.until(() => shell.text.includes('20 90'));
  expect(shell.text).not.toContain('20 60');
});

test('keeps what came before anybody listened', async () => {
  const shell = await host().openShell({ columns: 80, rows: 24 });
  const { promise, resolve } = Promise.withResolvers<void>();
  shell.onMark(mark => {
    if (mark.kind === 'prompt') resolve();
  });
  await promise;
  let text = '';
  shell.onBytes(bytes => {
    text += Buffer.from(bytes).toString();
  });
  expect(text).toContain('root@host1:~# ');
  await shell.close();
});

test('holds its output back while it is paused', async () => {
  const shell = await shellAt();
  shell.shell.pause();
  const before = shell.text.length;
  shell.shell.write('echo done >/tmp/said; seq 20000\r');
  for (let missing = 1; missing !== 0; ) missing = (await host().exec(['test', '-s', '/tmp/said'])).exitCode;
  expect(shell.text.length).toBe(before);
  shell.shell.resume();
  await shell.until(() => shell.text.includes('\r\n20000\r\n'));
});

test('completes the names of Docker', async () => {
  const shell = await shellAt();
  shell.shell.write('docker network insp\t');
  await shell.until(() => shell.text.includes('docker network inspect '));
});

test('closing ends the shell and all that was started in it', async () => {
  const shell = await shellAt();
  await shell.run('sleep 6161 & (trap "" HUP; exec sleep 6161) & disown -a');
  shell.shell.write('sleep 6161\r');
  await shell.until(() => shell.shell.busy);
  await shell.shell.close();
  await shell.shell.close();
  expect(await shell.shell.ended).toBeGreaterThan(0);
  expect((await host().exec(['pgrep', '-fx', 'sleep 6161'])).exitCode).toBe(1);
});

test('closing ends a shell that has only just been started', async () => {
  const shells = await Promise.all(
    Array.from({ length: 5 }, () => host().openShell({ columns: 80, rows: 24 })),
  );
  await Promise.all(shells.map(shell => shell.close()));
  expect((await host().exec(['pgrep', '-x', 'bash'])).exitCode).toBe(1);
});

test('tells its exit code when it ends by itself, and takes no notice of what comes after', async () => {
  const shell = await shellAt();
  shell.shell.write('exit 5\r');
  expect(await shell.shell.ended).toBe(5);
  shell.shell.write('ls\r');
  shell.shell.resize(10, 10);
  await shell.shell.close();
});

import { afterEach, expect, test } from 'vitest';
import type { Machine } from '../../src/lab/index.ts';
import { hostOf, sh, testGeneration, withLab } from './fixture.ts';
import { must, sharedLab, WatchedShell } from './talking.ts';

const lab = sharedLab();
const host = () => hostOf(lab());
const on = (line: string) => sh(host(), line);

const open: WatchedShell[] = [];

async function shellOn(machine: Machine): Promise<WatchedShell> {
  const shell = new WatchedShell(await machine.openShell({ columns: 101, rows: 31 }));
  open.push(shell);
  await shell.until(() => shell.prompts() === 1);
  return shell;
}

/** Presses a key and waits for the prompt that it leads to. */
async function press(shell: WatchedShell, key: string): Promise<void> {
  const before = shell.prompts();
  shell.shell.write(key);
  await shell.until(() => shell.prompts() > before);
}

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ shell }) => shell.close()));
});

/** Runs a line on the host until what it prints has the text. */
async function until(line: string, text: string): Promise<void> {
  while (!(await on(line)).out.includes(text));
}

test('a command on outside is on another machine: names, processes, files and network are its own', async () => {
  expect((await on('outside hostname')).out).toBe('outside\n');
  expect((await on('hostname')).out).toBe('host1\n');
  await must(host(), 'echo mine >/root/note; echo mine >/tmp/note; sleep 7373 &');
  expect((await on('outside ls /root /tmp /run/netdojo')).out).not.toContain('note');
  expect((await on('outside pkill -x sleep')).code).toBe(1);
  expect((await on('pkill -x sleep')).code).toBe(0);
  const addresses = (await on('outside ip -4 -o address')).out;
  for (const own of ['10.77.0.1/24', '203.0.113.10/32', '203.0.113.20/32'])
    expect(addresses).toContain(` ${own} `);
  expect(addresses).not.toContain('10.77.0.2');
});

test('no Docker answers on outside, and the host does not see its namespaces', async () => {
  const { code, out } = await on('outside docker ps');
  expect(code).toBe(1);
  expect(out).toMatch(/Cannot connect to the Docker daemon/);
  expect((await on('outside ls /var/lib/docker /run/docker.sock')).out).toMatch(/docker\.sock.*No such file/);
  expect((await on('ip netns')).out).toBe('');
});

test('arguments, input, outputs and the exit code pass through', async () => {
  const { exitCode, stdout, stderr } = await host().exec(
    ['outside', 'sh', '-c', 'printf "[%s]" "$@"; wc -c; echo no >&2; exit 7', 'sh', 'a b', '$x', '*', ''],
    { stdin: '12345' },
  );
  expect([exitCode, stdout, stderr]).toEqual([7, '[a b][$x][*][]5\n', 'no\n']);
  expect(await on(`printf 'hostname\\nexit 3\\n' | outside`)).toEqual({ code: 3, out: 'outside\n' });
  expect(await on('outside nothing-like-it')).toEqual({
    code: 127,
    out: 'outside: nothing-like-it: command not found\n',
  });
  expect((await on('outside sh -c "kill -9 \\$\\$"')).code).toBe(137);
  // A reader that goes away ends it, as it would end the command itself.
  expect((await on('outside yes | head -n 1')).out).toBe('y\n');
});

test('a signal for the command reaches it, and nothing of it is left', async () => {
  const told = await on('timeout -s INT 1 outside tcpdump -n -i lan');
  expect(told.code).toBe(124);
  expect(told.out).toContain('0 packets captured');
  const { out } = await on(`
    outside sh -c 'trap "echo heard; exit 9" TERM; echo up >/tmp/up; while :; do sleep 0.1; done' & command=$!
    until outside test -e /tmp/up; do :; done
    kill $command; wait $command; echo $?
    outside sleep 7474 & command=$!
    until outside pgrep -x sleep >/dev/null; do :; done
    kill -KILL $command
    while outside pgrep -x sleep >/dev/null; do :; done
    echo gone`);
  expect(out).toBe('heard\n9\ngone\n');
});

test('is a client twice over, and knows the host by name', async () => {
  await must(
    host(),
    'docker run -d --rm --name web1 -p 8080:80 toolbox hello web1; until curl -sf -o /dev/null 127.0.0.1:8080; do :; done',
  );
  expect((await on('outside curl -s http://host1:8080/')).out).toBe('I am web1; you are 203.0.113.10\n');
  expect((await on('outside curl -s --interface 203.0.113.20 http://10.77.0.2:8080/')).out).toBe(
    'I am web1; you are 203.0.113.20\n',
  );
  expect((await on('outside dig +short host1')).out).toBe('10.77.0.2\n');
  expect((await on('outside curl -s http://nobody.example/')).code).toBe(6);
  await must(host(), 'docker rm -f web1');
});

test('is a server, of its own page and of what is started on it', async () => {
  expect((await on('curl -s http://outside/')).out).toBe('I am outside; you are 10.77.0.2\n');
  await must(host(), `outside sh -c 'nc -lk -p 9000 >/tmp/heard 2>&1 & echo $! >/tmp/pid'`);
  await until('echo knock | nc -N 203.0.113.10 9000; outside cat /tmp/heard', 'knock');
  await must(host(), `outside sh -c 'kill $(cat /tmp/pid)'`);
});

test.each([
  ['curl', 'curl --version'],
  ['tcpdump', 'tcpdump --version'],
  ['nc', 'nc -zv -w 1 127.0.0.1 80'],
  ['ping', 'ping -c 1 host1'],
  ['dig', 'dig +short outside'],
  ['ip', 'ip route get 10.77.0.2'],
  ['ss', 'ss -tln'],
  ['conntrack', 'conntrack -L'],
  ['iptables', 'iptables -S'],
])('has %s', async (_, line) => {
  expect(await on(`outside ${line}`)).toMatchObject({ code: 0 });
});

test('a shell there is like one on a host: prompt, marks, size, job control, Ctrl-C', async () => {
  const shell = await shellOn(lab().outside);
  expect(shell.text).toContain('root@outside:~# ');
  expect(shell.text).not.toMatch(/job control|cannot set/);
  expect(await shell.run('stty size; echo $TERM')).toMatch(/31 101\r\nxterm-256color\r\n/);
  await shell.run('(exit 9)');
  expect(shell.marks).toContainEqual({ kind: 'end', exitCode: 9 });

  shell.shell.write('ping -i 0.2 host1\r');
  await shell.until(() => shell.text.includes('icmp_seq=2'));
  expect(shell.shell.busy).toBe(true);
  await press(shell, '\x03');
  expect(shell.text).toMatch(/\^C\r\n--- host1 ping statistics ---/);

  shell.shell.write('sleep 7575\r');
  await shell.until(() => shell.shell.busy);
  await until('pgrep -fa "^sleep 7575"', 'sleep');
  await press(shell, '\x1a');
  expect(await shell.run('jobs; kill -KILL %1')).toContain('Stopped');

  shell.shell.resize(80, 20);
  await shell.run('trap "stty size" WINCH');
  while (!(await shell.run('stty size')).includes('20 80'));
  await shell.shell.close();
  expect(await shell.shell.ended).toBeGreaterThan(0);
});

test('`outside` typed on the host is such a shell too, and Ctrl-C and Ctrl-Z act on a command there', async () => {
  const shell = await shellOn(host());
  shell.shell.write('outside\r');
  await shell.until(() => shell.prompts() === 2);
  expect(await shell.run('echo on $(hostname)')).toContain('on outside\r\n');
  expect(await shell.run('exit 4')).toContain('root@host1:~# ');
  expect(shell.marks).toContainEqual({ kind: 'end', exitCode: 4 });

  // It handles the Ctrl-C itself: what it says comes before the prompt.
  shell.shell.write('outside ping -i 0.2 host1\r');
  await shell.until(() => shell.text.includes('icmp_seq=2'));
  await press(shell, '\x03');
  expect(shell.text).toMatch(/ping statistics ---[\s\S]*rtt[\s\S]*root@host1:~# /);

  shell.shell.write('outside sh -c "echo so; sleep 7676; echo far"\r');
  await shell.until(() => shell.text.includes('so\r\n'));
  await until('pgrep -fa "^sleep 7676"', 'sleep');
  await press(shell, '\x1a');
  expect(shell.text).toContain('Stopped');
  shell.shell.write('fg\r');
  await shell.until(() => shell.shell.busy);
  await must(host(), 'pkill -f "^sleep 7676"');
  await shell.until(() => shell.text.includes('far\r\n'));
  await shell.until(() => !shell.shell.busy);
});

test('closing a shell there ends all that was started in it', async () => {
  const shell = await shellOn(lab().outside);
  await shell.run('sleep 6262 & (trap "" HUP; exec sleep 6262) & disown -a');
  shell.shell.write('sleep 6262\r');
  await until('pgrep -fc "^sleep 6262"', '3');
  await shell.shell.close();
  expect((await on('pgrep -f "^sleep 6262"')).code).toBe(1);
  const others = await Promise.all(
    Array.from({ length: 3 }, () => lab().outside.openShell({ columns: 80, rows: 24 })),
  );
  await Promise.all(others.map(one => one.close()));
  expect((await on('pgrep -x bash')).code).toBe(1);
});

test('in a lab of several hosts it is a machine as well, though no host has a way into it', async () => {
  const spec = {
    lesson: 'test',
    hosts: ['host1', 'host2'],
    wires: { lan: ['host1', 'host2'] },
    generation: testGeneration,
  };
  await withLab(
    async two => {
      const { stdout } = await two.outside.exec([
        'sh',
        '-c',
        'hostname; ping -c 1 host2 >/dev/null && echo answered',
      ]);
      expect(stdout).toBe('outside\nanswered\n');
      expect(await sh(hostOf(two), 'outside true')).toEqual({
        code: 255,
        out: 'outside: in a lab of several hosts there is no way into the outside machine\n',
      });
    },
    { spec },
  );
});

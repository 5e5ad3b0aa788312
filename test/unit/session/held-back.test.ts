import { expect, test } from 'vitest';
import { heldBackBy } from '../../../src/session/held-back.ts';

type Running = readonly [shell: string, command: string, exitCode?: number];

/** Which shell holds checks back after these commands were started, in this order. */
function holder(...commands: readonly Running[]): string | undefined {
  const busy = new Set(commands.flatMap(([shell, , exitCode]) => (exitCode === undefined ? [shell] : [])));
  const state = {
    shells: ['s1', 's2'].map(id => ({ id, place: 'host1', ...(busy.has(id) ? { busySince: 1 } : {}) })),
    commands: commands.map(([shell, text, exitCode], at) => ({
      at,
      shell,
      text,
      ...(exitCode === undefined ? {} : { exitCode }),
    })),
  };
  return heldBackBy(state)?.id;
}

test('nothing is held back at a prompt', () => {
  expect(holder()).toBeUndefined();
  expect(holder(['s1', 'tcpdump -i docker0', 0], ['s2', 'ls', 0])).toBeUndefined();
});

test('the command started last is not disturbed', () => {
  expect(holder(['s1', 'docker run -d busybox'])).toBe('s1');
  expect(holder(['s1', 'ls', 0], ['s2', 'nc -lk -p 9000'])).toBe('s2');
});

test('a server left running in one shell holds nothing back once there is work in another', () => {
  expect(holder(['s2', 'nc -lk -p 9000'], ['s1', 'curl -s outside:9000', 0])).toBeUndefined();
});

test.each([
  'tcpdump -n -i docker0',
  'timeout 60 tcpdump -i eth0 | tee /tmp/seen',
  'outside tcpdump -i lan',
  'watch -n 1 iptables -nvL',
  'conntrack -E',
  'tail -f /var/log/docker.log',
  'docker logs -f web1',
  'docker exec web1 tcpdump -i eth0',
])('%s is never disturbed, whatever is done beside it', command => {
  expect(holder(['s2', command], ['s1', 'curl -s web1', 0])).toBe('s2');
});

import { expect, test } from 'vitest';
import { readTarget } from '../../../src/cli/target.ts';

test.each([
  ['db', 'db', undefined, 'tcp'],
  ['db:80', 'db', 80, 'tcp'],
  ['db:53/udp', 'db', 53, 'udp'],
  ['host2/web:8080', 'host2/web', 8080, 'tcp'],
  ['172.18.0.2:80', '172.18.0.2', 80, 'tcp'],
  ['fd00::2', 'fd00::2', undefined, 'tcp'],
  ['[fd00::2]:80', 'fd00::2', 80, 'tcp'],
  ['[fd00::2]', 'fd00::2', undefined, 'tcp'],
])('%s is %s, port %s by %s', (typed, name, port, protocol) => {
  expect(readTarget(typed)).toEqual({ name, port, protocol });
});

test.each(['', ':80', 'db:', 'db:0', 'db:65536', 'db:http', 'db:80/icmp', '[]:80'])(
  '"%s" is nothing to reach',
  typed => {
    expect(() => readTarget(typed)).toThrow('cli.bad-target');
  },
);

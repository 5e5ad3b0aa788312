import { describe, expect, test } from 'vitest';
import { longestSharedRun } from '../../../src/lesson/rules/hints.ts';
import { dockerCall, optionValues, simpleCommands } from '../../../src/lesson/shell.ts';
import { waitsForPerson } from '../../../src/lesson/waits.ts';

const words = (script: string): string[] => simpleCommands(script).map(command => command.words.join(' '));

describe('a script is cut into simple commands', () => {
  test.each([
    ['at operators', 'a 1 && b; c | d || e & f', ['a 1', 'b', 'c', 'd', 'e', 'f']],
    ['not inside quotes', `echo "a; b" 'c | d'`, ['echo a; b c | d']],
    ['not at a redirection of descriptors', 'a 2>&1', ['a 2>&1']],
    ['without comments', 'a # b; c\n# d', ['a']],
    ['across a line that goes on', 'a \\\n  b\nc', ['a b', 'c']],
    ['without the text of a here-document', "cat > f <<'EOF'\nping x\nEOF\nb", ['cat > f <<EOF', 'b']],
    [
      'into what a shell is handed',
      "docker exec box1 sh -c 'a; b'",
      ['docker exec box1 sh -c a; b', 'a', 'b'],
    ],
  ])('%s', (_how, script, expected) => {
    expect(words(script)).toEqual(expected);
  });

  test('each knows its line', () => {
    expect(simpleCommands('a\n\nb \\\n  c\nd').map(({ line }) => line)).toEqual([0, 2, 4]);
  });
});

test('a docker call is known by its subcommand, also behind sudo and as docker container', () => {
  expect(dockerCall(['sudo', 'docker', 'network', 'create', 'shop'])).toEqual({
    subcommand: 'network create',
    rest: ['shop'],
  });
  expect(dockerCall(['docker', 'container', 'run', 'x'])?.subcommand).toBe('run');
  expect(dockerCall(['echo', 'docker'])).toBeUndefined();
});

test('an option has its value behind a space or an equals sign', () => {
  expect(optionValues(['--name', 'box1', '--name=box2', '--names'], '--name')).toEqual(['box1', 'box2']);
});

describe('what waits for a person', () => {
  test.each([
    'docker run -it busybox',
    'docker run --rm --name box1 -ti busybox sh',
    'docker exec --tty box1 sh',
    'docker start -ai box1',
    'outside',
    'outside tcpdump -i lan',
    'docker attach box1',
    'docker logs --follow box1',
    'docker exec box1 sleep 5',
    'tail -f /var/log/x',
    'tcpdump -i docker0',
    'docker run --rm toolbox tcpdump -dnni eth0',
    'docker exec box1 tcpdump -nni eth0',
    'sleep 1',
  ])('%s does', command => {
    expect(simpleCommands(command).some(one => waitsForPerson(one.words) !== undefined)).toBe(true);
  });

  test.each([
    'docker run -dit --name box1 busybox',
    'docker run -d -it busybox',
    'docker run -d busybox sleep 1000',
    'docker exec -i box1 cat',
    'docker run --name box1 busybox ls -t',
    'docker logs box1',
    'docker start box1',
    'tcpdump -c 1 -i docker0',
    'timeout 2 tcpdump -i docker0',
    'docker run -d --network container:web1 toolbox tcpdump -nni eth0',
    'docker exec -d box1 tcpdump -nni eth0',
    'docker run -d busybox tail -f /dev/null',
    'docker exec box1 pkill sleep',
    'outside pkill tcpdump',
  ])('%s does not', command => {
    expect(simpleCommands(command).every(one => waitsForPerson(one.words) === undefined)).toBe(true);
  });
});

test('the longest shared run is counted in characters that follow each other in both', () => {
  expect(longestSharedRun('docker network', 'my docker net')).toBe(10);
  expect(longestSharedRun('abc', 'xyz')).toBe(0);
  expect(longestSharedRun('', 'a')).toBe(0);
});

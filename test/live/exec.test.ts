import { expect, test } from 'vitest';
import { sharedHost } from './talking.ts';

const host = sharedHost();

test('keeps the two outputs apart, hands on input and environment, and gives the exit code', async () => {
  const line = 'cat; echo $A; echo 错 >&2; exit 4';
  expect(await host().exec(['sh', '-c', line], { stdin: '你好\n', env: ['A=b c'] })).toEqual({
    exitCode: 4,
    stdout: '你好\nb c\n',
    stderr: '错\n',
  });
});

test('carries a megabyte in and out', async () => {
  const megabyte = 'x'.repeat(1024 * 1024);
  expect((await host().exec(['cat'], { stdin: megabyte })).stdout).toBe(megabyte);
});

test('ends a command that runs too long, with everything it started', async () => {
  const line = 'sleep 5151 & setsid sleep 5151 & sleep 5151';
  await expect(host().exec(['sh', '-c', line], { deadlineMs: 500 })).rejects.toMatchObject({
    code: 'exec-deadline',
    params: { host: 'host1', seconds: 0.5 },
  });
  expect((await host().exec(['pgrep', '-fx', 'sleep 5151'])).exitCode).toBe(1);
});

test('ends a command that is no longer wanted', async () => {
  const abort = new AbortController();
  const running = host().exec(['sleep', '5252'], { signal: abort.signal });
  // It runs before it is aborted, or there would be nothing to end.
  for (let seen = 1; seen !== 0; ) seen = (await host().exec(['pgrep', '-fx', 'sleep 5252'])).exitCode;
  abort.abort();
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  expect((await host().exec(['pgrep', '-fx', 'sleep 5252'])).exitCode).toBe(1);
});

test('a program that is not there exits as in a shell', async () => {
  expect((await host().exec(['sh', '-c', 'no-such-program'])).exitCode).toBe(127);
});

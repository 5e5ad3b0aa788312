import { expect, it } from 'vitest';
import { lastDaemonError } from '../../../src/probe/daemon-log.ts';

const started = 'time="2026-11-20T19:00:00Z" level=info msg="Daemon has completed initialization"';
const stopped = 'time="2026-11-20T19:01:00Z" level=info msg="Processing signal \'terminated\'"';
const broken =
  "unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character '}' looking for beginning of object key string";

it('is the bare line a daemon prints when it gives up', () => {
  expect(lastDaemonError(`${started}\n${stopped}\n${broken}\n`)).toBe(broken);
});

it('is nothing after an orderly stop', () => {
  expect(lastDaemonError(`${started}\n${stopped}\n`)).toBeUndefined();
});

it('is not what Go says of a connection that broke', () => {
  const dated = '2026/11/20 19:00:30 http: superfluous response.WriteHeader call';
  expect(lastDaemonError(`${started}\n${dated}\n${stopped}\n`)).toBeUndefined();
  expect(lastDaemonError(`${started}\n${broken}\n${dated}\n`)).toBe(broken);
});

it('is not what an earlier run ended with', () => {
  expect(lastDaemonError(`${broken}\n${started}\n${stopped}\n`)).toBeUndefined();
});

it('is the message of a fatal line, without time and level', () => {
  const line = 'time="2026-11-20T19:01:00Z" level=fatal msg="can\'t create unix socket"';
  expect(lastDaemonError(`${started}\n${line}\n`)).toBe("can't create unix socket");
});

it('is nothing in an empty log', () => {
  expect(lastDaemonError('')).toBeUndefined();
});

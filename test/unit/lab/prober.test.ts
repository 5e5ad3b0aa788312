import { expect, test } from 'vitest';
import { EnvironmentError } from '../../../src/engine/index.ts';
import { HostProber } from '../../../src/lab/prober.ts';
import { FakeCommand } from './framed.ts';

const sysctl = (key: string) => ({ ns: 'host', key }) as const;

function lineCount(count: number) {
  return (written: string) => written.split('\n').length - 1 >= count;
}

const gone = new EnvironmentError('host-gone', { host: 'host1' });

/** A prober whose processes the test plays. */
function fakeProber({ hostIsGone = false } = {}) {
  const processes: FakeCommand[] = [];
  let started = () => {};
  const prober = new HostProber({
    host: 'host1',
    async open() {
      const process = new FakeCommand();
      processes.push(process);
      started();
      return process;
    },
    async assureHost() {
      if (hostIsGone) throw gone;
    },
  });
  /** The process of that number, once it has been asked that many questions. */
  const process = async (number: number, questions: number) => {
    while (processes.length <= number)
      await new Promise<void>(resolve => {
        started = resolve;
      });
    const found = processes[number];
    if (found === undefined) throw new Error('no such process');
    await found.wrote(lineCount(questions));
    return found;
  };
  return { prober, process, processes };
}

test('answers find their questions in any order and in one process', async () => {
  const { prober, process, processes } = fakeProber();
  const first = prober.ask('sysctl', sysctl('a'));
  const second = prober.ask('sysctl', sysctl('b'));
  const playing = await process(0, 2);
  playing.says('{"id":2,"answer":{"value":"two"}}\n{"id":1,"ans');
  playing.says('wer":{"value":"one"}}\n');
  expect(await first).toEqual({ value: 'one' });
  expect(await second).toEqual({ value: 'two' });
  expect(processes).toHaveLength(1);
  expect(playing.written).toBe(
    '{"id":1,"op":"sysctl","ask":{"ns":"host","key":"a"}}\n{"id":2,"op":"sysctl","ask":{"ns":"host","key":"b"}}\n',
  );
});

test('a probe that did not run is an answer', async () => {
  const { prober, process } = fakeProber();
  const asked = prober.ask('sysctl', sysctl('a'));
  (await process(0, 1)).says('{"id":1,"unmeasured":"process-gone"}\n');
  expect(await asked).toEqual({ unmeasured: 'process-gone' });
});

test('a question that is no longer of interest is cancelled in the process too', async () => {
  const { prober, process } = fakeProber();
  const abort = new AbortController();
  const asked = prober.ask('sysctl', sysctl('a'), abort.signal);
  const playing = await process(0, 1);
  abort.abort();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  await playing.wrote(written => written.endsWith('\n{"cancel":1}\n'));
  playing.says('{"id":1,"answer":{"value":"late"}}\n');
});

test('when the process dies, what it had not answered is asked again', async () => {
  const { prober, process } = fakeProber();
  const answered = prober.ask('sysctl', sysctl('a'));
  const open = prober.ask('sysctl', sysctl('b'));
  const first = await process(0, 2);
  first.says('{"id":1,"answer":{"value":"one"}}\n');
  expect(await answered).toEqual({ value: 'one' });
  first.dies();
  const second = await process(1, 1);
  expect(second.written).toContain('"id":2');
  second.says('{"id":2,"answer":{"value":"two"}}\n');
  expect(await open).toEqual({ value: 'two' });
});

test('a question over which two processes died is given up with their last words', async () => {
  const { prober, process } = fakeProber();
  const asked = prober.ask('sysctl', sysctl('a'));
  (await process(0, 1)).dies();
  const second = await process(1, 1);
  second.says('Traceback: no python', 2);
  second.dies();
  await expect(asked).rejects.toMatchObject({
    code: 'prober-lost',
    params: { host: 'host1', detail: 'Traceback: no python' },
  });
});

test('a question that ended with the host says so', async () => {
  const { prober, process } = fakeProber({ hostIsGone: true });
  const asked = prober.ask('sysctl', sysctl('a'));
  (await process(0, 1)).dies();
  const second = await process(1, 1);
  second.says('cannot exec in a stopped state: unknown\r\n');
  second.dies();
  await expect(asked).rejects.toBe(gone);
});

test('when the host is gone, every question says so', async () => {
  const prober = new HostProber({
    host: 'host1',
    open: () => Promise.reject(gone),
    assureHost: () => Promise.reject(gone),
  });
  const asked = [prober.ask('sysctl', sysctl('a')), prober.ask('sysctl', sysctl('b'))];
  expect(await Promise.allSettled(asked)).toEqual([
    { status: 'rejected', reason: gone },
    { status: 'rejected', reason: gone },
  ]);
});

test('closing ends the process and rejects what is open', async () => {
  const { prober, process } = fakeProber();
  const asked = prober.ask('sysctl', sysctl('a'));
  const playing = await process(0, 1);
  const closed = new Promise(resolve => playing.once('close', resolve));
  prober.close();
  await expect(asked).rejects.toMatchObject({ code: 'prober-lost' });
  await closed;
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEngine } from '../../../src/engine/index.ts';
import { attachLab, type LabHost, listLabs } from '../../../src/lab/index.ts';
import { Learner, lessonOf } from '../../screen/learner.ts';
import { root } from '../../screen/netdojo.ts';
import { keys } from '../../screen/terminal.ts';
import { median, type Row, worst } from '../table.ts';

const changes = 30;
const keystrokes = 60;
/** Milliseconds between keys. */
const typingPause = 80;

/** One learner in one lesson, in the built program on a pseudo-terminal of 120 × 40. */
export async function inLesson(): Promise<readonly Row[]> {
  const engine = await openEngine();
  const lesson = lessonOf('default-bridge');
  const others = (await listLabs(engine)).map(({ id }) => id);
  const learner = new Learner({
    lang: 'en',
    columns: 120,
    rows: 40,
    args: ['start', lesson.id],
    // As it is started at home: the launcher limits the memory that V8 may take.
    launcher: [join(root, 'bin/netdojo')],
  });
  const { terminal } = learner;
  try {
    const first = lesson.steps[0];
    if (first === undefined) throw new Error('a lesson without steps');
    const began = performance.now();
    await terminal.until(rows => rows.join('\n').includes('root@host1:~#'));
    const start = performance.now() - began;
    await learner.predict(lesson, first);
    await learner.toShell();

    const found = (await listLabs(engine)).find(
      ({ id, spec }) => spec.lesson === lesson.id && !others.includes(id),
    );
    const lab = found === undefined ? undefined : await attachLab(engine, found.id);
    const host = lab?.hosts.get('host1');
    if (lab === undefined || host === undefined) throw new Error('the lab of the lesson is not there');
    const verdicts = await changeToVerdict(learner, host);
    const echo = await echoes(learner, engine, host.containerId);
    const memory = residentMegabytes(terminal.pid);
    const flood = await floodSeconds(learner);
    const afterFlood = residentMegabytes(terminal.pid);
    await lab.leave();
    const reset = await resetTime(learner);

    return [
      {
        name: 'Docker has done it → verdict on the screen, median',
        ours: median(verdicts),
        unit: 'ms',
        bar: '< 300 ms',
        how: `${changes} changes`,
      },
      {
        name: 'Docker has done it → verdict on the screen, worst',
        ours: worst(verdicts),
        unit: 'ms',
        bar: '< 1000 ms',
        how: `${changes} changes`,
      },
      {
        name: 'key to echo',
        ours: median(echo.ours),
        against: { what: 'raw exec', value: median(echo.raw) },
        unit: 'ms',
        bar: '< raw + 20 ms',
        how: `median of ${keystrokes}`,
      },
      {
        name: '5 MB of output until the prompt is back',
        ours: flood,
        unit: 's',
        bar: 'nothing lost',
        how: 'once',
      },
      {
        name: 'reset to a new prompt',
        ours: reset,
        against: { what: 'first start to the prompt', value: start },
        unit: 'ms',
        bar: '< 1 ×',
        how: 'once, spare warm',
      },
      { name: 'memory, lesson open', ours: memory, unit: 'MB', bar: '< 150 MB', how: 'VmRSS' },
      { name: 'memory after 5 MB of output', ours: afterFlood, unit: 'MB', bar: '', how: 'VmRSS' },
    ];
  } finally {
    await learner.leave();
    await engine.close();
  }
}

/** Milliseconds from when the inner Docker has done something until the screen says what that means for `box1`. */
async function changeToVerdict(learner: Learner, host: LabHost): Promise<number[]> {
  const { terminal } = learner;
  const times: number[] = [];
  const seen = (mark: string) => (rows: readonly string[]) =>
    rows.some(row => row.includes(`${mark} `) && row.includes('box1 runs'));
  for (let round = 0; round < changes / 2; round += 1) {
    const box = await host.docker.createContainer({
      name: 'box1',
      Image: 'busybox',
      Tty: true,
      OpenStdin: true,
    });
    await box.start();
    times.push(await since(() => terminal.until(seen('✔'))));
    await box.remove({ force: true });
    times.push(await since(() => terminal.until(seen('✖'))));
  }
  return times;
}

async function echoes(
  learner: Learner,
  engine: Awaited<ReturnType<typeof openEngine>>,
  container: string,
): Promise<{ ours: number[]; raw: number[] }> {
  const exec = await engine.docker
    .getContainer(container)
    .exec({ Cmd: ['bash'], Tty: true, AttachStdin: true, AttachStdout: true });
  const stream = await exec.start({ hijack: true, stdin: true, Tty: true });
  const answer = () => new Promise<void>(done => stream.once('data', () => done()));
  await answer();
  const { screen } = learner.terminal;
  const ours: number[] = [];
  const raw: number[] = [];
  for (let key = 0; key < keystrokes; key += 1) {
    // As fast as a good typist: back to back, it would be the frame rate that is measured.
    await new Promise(resolve => setTimeout(resolve, typingPause));
    const { x } = screen.cursor();
    ours.push(
      await since(() => {
        learner.terminal.send('x');
        return learner.terminal.until(() => screen.cursor().x === x + 1);
      }),
    );
    raw.push(
      await since(() => {
        stream.write('x');
        return answer();
      }),
    );
    // Short lines: neither is to measure how a line wraps.
    if (key % 20 !== 19) continue;
    learner.terminal.send('\u0015');
    await learner.terminal.until(() => screen.cursor().x < x - 10);
    stream.write('\u0015');
    await answer();
  }
  stream.write('exit\r');
  stream.end();
  return { ours, raw };
}

async function floodSeconds(learner: Learner): Promise<number> {
  const { terminal } = learner;
  const took = await since(async () => {
    terminal.send(`yes | head -c 5000000; echo the last 'line' is here${keys.enter}`);
    await terminal.until(rows => rows.some(row => /│ (y)?the last line is here/.test(row)));
  });
  return took / 1000;
}

/** From the confirmed reset to the prompt of the new host. The spare is made once the prompt has been idle for 5 s. */
async function resetTime(learner: Learner): Promise<number> {
  const { terminal } = learner;
  await new Promise(resolve => setTimeout(resolve, 12_000));
  const prompt = (rows: readonly string[]) => rows.join('\n').includes('root@host1:~#');
  // The old prompt must be gone before the new one is waited for.
  terminal.send(`clear; cat${keys.enter}`);
  await terminal.until(rows => !prompt(rows));
  terminal.send(`${keys.prefix}r`);
  await terminal.until(learner.words('tui.status.confirm'));
  return await since(async () => {
    terminal.send(keys.enter);
    await terminal.until(prompt);
  });
}

async function since(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

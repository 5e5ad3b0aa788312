import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { attachLab, type LabHost, listLabs, removeLab } from '../../src/lab/index.ts';
import { openProgress, replay, type Session } from '../../src/session/index.ts';
import { hostOf, sh, testEngine } from './fixture.ts';
import { atPrompt, verdictIn, withFolder, withSession } from './session-fixture.ts';
import { lessonFrom, smallLesson } from './small-lesson.ts';

const lesson = lessonFrom(smallLesson);

afterAll(async () => (await testEngine()).close());

test('a whole lesson is played, checks turn green by themselves, and progress is kept', async () => {
  await withFolder(async folder => {
    await withSession(
      lesson,
      async ({ session, until, type }) => {
        await until('a prompt', atPrompt('box'));
        await until('judged', state => verdictIn(state, 'box') === 'fail');

        type('docker run -dit --name box1 busybox');
        const green = await until('green', state => state.phase === 'green');
        const ended = green.commands.at(-1);
        expect(ended?.text).toContain('docker run');

        session.send({ type: 'next' });
        await until('the next step asks first', state => state.step === 'web' && state.phase === 'predict');
        session.send({ type: 'predict', choice: 'silence' });
        await until('work', state => state.phase === 'work');
        type('docker run -d --name web1 toolbox hello web1');
        const measured = await until('measured', state => state.phase === 'green');
        expect(measured.steps.web?.measured?.choice).toBe('answers');

        type('docker rm -f box1');
        const broken = await until('red again', state => state.phase !== 'green');
        expect(broken.checks.find(check => check.id === 'box')).toMatchObject({
          step: 'box',
          changed: { from: 'pass' },
          result: { verdict: 'fail' },
        });
        type('docker run -dit --name box1 busybox');
        await until('green again', state => state.phase === 'green');

        session.send({ type: 'next' });
        await until('a question', state => state.step === 'address' && state.phase === 'work');
        const address = await session.fill('{ip:web1}');
        expect(await session.fill('{seen:web-address} {ip:nobody}')).toBe(`${address} ‹address of nobody›`);
        session.send({ type: 'answer', value: '172.17.0.1' });
        await until('confused', state =>
          state.checks.some(check => check.result?.got.code === 'answer.confused'),
        );
        session.send({ type: 'answer', value: address });
        await until('answered', state => state.phase === 'green');
        session.send({ type: 'next' });
        await until('the closing page', state => state.phase === 'closing');
      },
      { folder },
    );
    const { value } = await openProgress(folder).read();
    expect(value.lessons.small).toMatchObject({ state: 'done', steps: { web: { predicted: 'silence' } } });
    expect(value.lessons.small?.finishedAt).toBeDefined();
    const [log] = await readdir(join(folder, 'sessions'));
    const replayed = await replay(join(folder, 'sessions', log ?? ''));
    expect(replayed.phase).toBe('closing');
  });
});

test('a counter the learner watches stays still while nothing changes', async () => {
  await withSession(
    lesson,
    async ({ session, until, type }) => {
      await until('a prompt', atPrompt('web'));
      await until('asked', state => state.phase === 'predict');
      session.send({ type: 'predict', choice: 'unsure' });
      type('docker run -d --name web1 toolbox hello web1');
      await until('green', state => state.phase === 'green');
      type('iptables -I OUTPUT -p tcp --dport 80');
      await until('the rule', state => state.commands.length === 2 && state.commands[1]?.exitCode === 0);
      await withLabOf(session, async host => {
        const count = async (): Promise<number> => {
          const { out } = await sh(host, 'iptables -vxnL OUTPUT | sed -n 3p');
          return Number(out.trim().split(/\s+/)[0]);
        };
        // The command is a change itself: one round of traffic follows it, and then none.
        const first = await firstAbove(0, count);
        const began = performance.now();
        // Three heartbeats long.
        while (performance.now() - began < 10_000) expect(await count()).toBe(first);
        session.send({ type: 'recheck' });
        expect(await firstAbove(first, count)).toBeGreaterThan(first);
      });
    },
    { step: 'web' },
  );
});

/** Resolves when the session's first shell has put this out. */
function output(session: Session, wanted: string): Promise<void> {
  const terminal = session.terminal(session.getSnapshot().shells[0]?.id ?? '');
  let seen = '';
  return new Promise(resolve => {
    terminal?.onBytes(bytes => {
      seen += Buffer.from(bytes).toString('latin1');
      if (seen.includes(wanted)) resolve();
    });
  });
}

test('nothing but state is looked at under a foreground command, and all of it when the command ends', async () => {
  await withSession(
    lesson,
    async ({ session, until, type }) => {
      await until('a prompt', atPrompt('web'));
      session.send({ type: 'predict', choice: 'unsure' });
      // It speaks once it is in the foreground: a Ctrl-C before that would reach bash, which starts it all the same.
      const inside = output(session, 'inside\r\n');
      type(`docker run -d --name web1 toolbox hello web1 && sh -c 'echo "in"side; exec cat'`);
      const under = await until('the container is seen', state => verdictIn(state, 'web') === 'pass');
      expect(under.shells[0]?.busySince).toBeDefined();
      // A second shell, its prompt and a heartbeat change nothing about that.
      session.send({ type: 'open-shell' });
      const both = await until('a second shell', state => state.shells.length === 2);
      expect(verdictIn(both, 'page')).not.toBe('pass');
      await inside;
      session.terminal(both.shells[0]?.id ?? '')?.write('\u0003');
      const green = await until('green', state => state.phase === 'green');
      expect(green.commands.at(-1)?.exitCode).toBe(130);
    },
    { step: 'web' },
  );
});

test('reset gives a fresh host at the same step, and its checks fail again', async () => {
  await withSession(
    lesson,
    async ({ session, until, type }) => {
      await until('a prompt', atPrompt('web'));
      session.send({ type: 'predict', choice: 'unsure' });
      type('docker run -d --name web1 toolbox hello web1; touch /tmp/mine');
      await until('green', state => state.phase === 'green');
      const before = await labOf(session);
      session.send({ type: 'reset' });
      await until('boot', state => state.phase === 'boot');
      const again = await until('a prompt again', atPrompt('web'));
      expect(again.steps.web?.predicted).toBe('unsure');
      await until('red', state => verdictIn(state, 'page') === 'fail');
      expect(await labOf(session)).not.toBe(before);
      await withLabOf(session, async host => expect((await sh(host, 'ls /tmp/mine')).code).not.toBe(0));
      await expect.poll(async () => (await labs()).includes(before)).toBe(false);
    },
    { step: 'web' },
  );
});

test('a shell that was still opening at a reset is none of the fresh host’s', async () => {
  await withSession(
    lesson,
    async ({ session, until }) => {
      await until('a prompt', atPrompt('web'));
      session.send({ type: 'open-shell' });
      session.send({ type: 'reset' });
      const again = await until(
        'a shell again',
        state => state.phase === 'broken' || state.shells.length > 0,
      );
      expect(again).toMatchObject({ phase: 'predict', shells: [{ place: 'host1' }] });
    },
    { step: 'web' },
  );
});

test('a lab that dies is told, and a retry goes on at the same step', async () => {
  await withSession(
    lesson,
    async ({ session, until }) => {
      await until('a prompt', atPrompt('web'));
      const engine = await testEngine();
      await removeLab(engine.docker, await labOf(session));
      const broken = await until('broken', state => state.phase === 'broken');
      expect(broken.trouble).toMatchObject({ code: 'error.lab-lost', params: { host: 'host1' } });
      session.send({ type: 'retry' });
      await until('a prompt again', atPrompt('web'));
    },
    { step: 'web' },
  );
});

test('skipping plays the solution beside what the learner built, and closing leaves no lab', async () => {
  let lab = '';
  await withSession(lesson, async ({ session, until, type }) => {
    await until('a prompt', atPrompt('box'));
    lab = await labOf(session);
    type('docker run -d --name mine busybox');
    await until('mine', state => state.commands[0]?.exitCode === 0);
    session.send({ type: 'skip' });
    const next = await until('the next step', state => state.step === 'web');
    expect(next.steps.box?.status).toBe('skipped');
    await withLabOf(session, async host => expect((await sh(host, 'docker inspect mine')).code).toBe(0));
  });
  expect(await labs()).not.toContain(lab);
});

test('a solution that something stands in the way of says so, and no longer once the step is green', async () => {
  await withSession(lesson, async ({ session, until, type }) => {
    await until('a prompt', atPrompt('box'));
    // Ended at once, and its name is taken: the solution cannot make another.
    type('docker run -d --name box1 busybox');
    await until('mine', state => state.commands[0]?.exitCode === 0);
    for (let hint = 0; hint < 3; hint += 1) session.send({ type: 'hint' });
    session.send({ type: 'solution' });
    await until('the solution', state => state.steps.box?.solutionShown === true);
    session.send({ type: 'apply-solution' });
    const told = await until('told', state => (state.notices ?? []).length > 0);
    expect(told.notices).toEqual([{ code: 'session.skip-incomplete' }]);
    type('docker rm -f box1; docker run -dit --name box1 busybox');
    const green = await until('green', state => state.phase === 'green');
    expect(green.notices).toEqual([]);
  });
});

async function labs(): Promise<string[]> {
  return (await listLabs(await testEngine())).map(({ id }) => id);
}

/** The lab of the only session of this file that runs. */
async function labOf(session: Session): Promise<string> {
  const mine = (await listLabs(await testEngine())).filter(({ spec }) => spec.lesson === session.lesson.id);
  return mine.at(-1)?.id ?? '';
}

async function withLabOf(session: Session, use: (host: LabHost) => Promise<unknown>): Promise<void> {
  const lab = await attachLab(await testEngine(), await labOf(session));
  if (lab === undefined) throw new Error('the lab is gone');
  try {
    await use(hostOf(lab));
  } finally {
    await lab.leave();
  }
}

async function firstAbove(floor: number, count: () => Promise<number>): Promise<number> {
  const began = performance.now();
  for (;;) {
    const now = await count();
    if (now > floor) return now;
    if (performance.now() - began > 10_000) throw new Error(`never above ${floor}`);
  }
}

import { afterAll, beforeAll, expect, test } from 'vitest';
import { listLabs, removeLab } from '../../src/lab/index.ts';
import {
  answerStep,
  applySolutions,
  checkAll,
  checkStep,
  type Desk,
  deskIn,
  downLab,
  findRecord,
  nextHint,
  openProgress,
  openUp,
  readResult,
  resetUp,
  showSolutions,
  skipStep,
  type Up,
  upLab,
} from '../../src/session/index.ts';
import { hostOf, sh, testEngine } from './fixture.ts';
import { testEnvironment, withFolder } from './session-fixture.ts';
import { lessonFrom, smallLesson } from './small-lesson.ts';

const lesson = lessonFrom({ ...smallLesson, id: 'small-up' });
const { signal } = new AbortController();

let environment: Awaited<ReturnType<typeof testEnvironment>>;
beforeAll(async () => {
  environment = await testEnvironment();
});
afterAll(async () => (await testEngine()).close());

/** A desk of its own; every lab still on it is removed at the end. */
async function withDesk(use: (desk: Desk, folder: string) => Promise<void>): Promise<void> {
  await withFolder(async folder => {
    const desk = deskIn(environment, '1.2.3', folder);
    try {
      await use(desk, folder);
    } finally {
      for (const record of await desk.records.all()) await downLab(desk, record);
    }
  });
}

/** The current lab, opened as the next command would. */
async function opened<T>(desk: Desk, use: (up: Up) => Promise<T>): Promise<T> {
  const up = await openUp(desk, await findRecord(desk.records, undefined), lesson);
  try {
    return await use(up);
  } finally {
    await up.leave();
  }
}

test('up, check, answer and down: each command finds what the one before left', async () => {
  await withDesk(async (desk, folder) => {
    const up = await upLab(desk, { lesson, mode: 'self-check', seconds: 600, learner: 'anna' });
    await up.leave();
    const { id } = up.lab;

    const failing = await opened(desk, one => checkStep(one, { signal }));
    expect(failing).toMatchObject({ step: 'box', verdict: 'fail', finished: false });
    expect(failing.judged[0]?.result.evidence).toBeDefined();

    await opened(desk, one => sh(hostOf(one.lab), 'docker run -dit --name box1 busybox'));
    const passing = await opened(desk, one => checkStep(one, { signal }));
    expect(passing).toMatchObject({ step: 'box', verdict: 'pass', recorded: 'passed', movedTo: 'web' });

    const predicted = await opened(desk, one => answerStep(one, 'silence', signal));
    expect(predicted).toEqual({ kind: 'predicted', step: 'web', choice: 'silence', finished: false });
    const locked = await opened(desk, one => answerStep(one, 'answers', signal));
    expect(locked).toMatchObject({ kind: 'refused', why: { code: 'session.already-predicted' } });

    await opened(desk, one => sh(hostOf(one.lab), 'docker run -d --name web1 toolbox hello web1'));
    const measured = await opened(desk, one => checkStep(one, { signal }));
    expect(measured).toMatchObject({
      verdict: 'pass',
      predicted: 'silence',
      measured: { choice: 'answers' },
      movedTo: 'address',
    });

    expect(await opened(desk, one => checkStep(one, { signal }))).toMatchObject({
      verdict: 'fail',
      waiting: 'answer',
    });
    const confused = await opened(desk, one => answerStep(one, '172.17.0.1', signal));
    expect(confused).toMatchObject({ kind: 'answered', report: { verdict: 'fail' } });
    const address = await opened(desk, async one => one.record().seen['web-address'] ?? '');
    const right = await opened(desk, one => answerStep(one, address, signal));
    expect(right).toMatchObject({ kind: 'answered', report: { verdict: 'pass', finished: true } });

    expect((await opened(desk, one => checkAll(one, { signal }))).verdict).toBe('pass');
    await opened(desk, one => sh(hostOf(one.lab), 'docker rm -f box1'));
    const broken = await opened(desk, one => checkAll(one, { signal }));
    expect(broken.verdict).toBe('fail');
    expect(broken.judged.filter(one => one.result.verdict === 'fail').map(one => one.ref.id)).toEqual([
      'box',
    ]);
    expect((await openProgress(folder).read()).value.lessons['small-up']?.state).toBe('done');

    const { result } = await findRecord(desk.records, id);
    expect(await readResult(result)).toMatchObject({
      learner: 'anna',
      lesson: { id: 'small-up', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      mode: 'self-check',
      versions: { netdojo: '1.2.3', engine: '26.1' },
      state: 'done',
      finishedAt: expect.any(String),
      steps: [
        {
          id: 'box',
          status: 'passed',
          openedAt: expect.any(String),
          leftAt: expect.any(String),
          // Broken after the lesson was done, and seen by the last check.
          checks: [{ id: 'box', verdict: 'fail', evidence: { command: expect.stringContaining('docker') } }],
        },
        { id: 'web', predicted: 'silence', measured: { choice: 'answers' } },
        { id: 'address', answered: address },
      ],
    });

    expect(await downLab(desk, await findRecord(desk.records, id))).toBe(true);
    await expect(findRecord(desk.records, undefined)).rejects.toMatchObject({ code: 'no-lab' });
    expect((await listLabs(environment.engine)).map(lab => lab.id)).not.toContain(id);
  });
});

test('a workshop allows what its teacher said: skipping here, and no solution', async () => {
  await withDesk(async desk => {
    const up = await upLab(desk, { lesson, mode: 'workshop', allow: ['skip'], seconds: 600 });
    await up.leave();
    expect(await opened(desk, one => showSolutions(one))).toMatchObject({
      kind: 'refused',
      why: { code: 'session.solutions-not-in-mode' },
    });
    expect(await opened(desk, one => applySolutions(one, {}, signal))).toMatchObject({ kind: 'refused' });
    expect(await opened(desk, one => skipStep(one, signal))).toEqual({
      kind: 'skipped',
      step: 'box',
      recorded: 'skipped',
      movedTo: 'web',
      finished: false,
    });
    const { steps, allow } = await findRecord(desk.records, undefined);
    expect(steps.box).toMatchObject({ status: 'skipped', solutionShown: false });
    expect(allow).toEqual(['skip']);
    expect(
      (await opened(desk, one => checkAll(one, { signal }))).judged.map(one => one.result.verdict),
    ).toContain('pass');
  });
});

test('solutions of every kind are played to the end; reset opens the step again', async () => {
  await withDesk(async desk => {
    await (await upLab(desk, { lesson, mode: 'guided', seconds: 600 })).leave();
    const played = await opened(desk, one => applySolutions(one, { step: 'box' }, signal));
    expect(played).toMatchObject({
      kind: 'applied',
      steps: [{ step: 'box', verdict: 'pass', movedTo: 'web' }],
    });

    const fresh = await opened(desk, one => resetUp(desk, one));
    await fresh.leave();
    expect(await opened(desk, one => checkStep(one, { signal }))).toMatchObject({
      step: 'web',
      verdict: 'fail',
    });

    const rest = await opened(desk, one => applySolutions(one, { all: true }, signal));
    expect(rest).toMatchObject({ steps: [{ step: 'web' }, { step: 'address', finished: true }] });
    const all = await opened(desk, one => checkAll(one, { signal }));
    expect(all.verdict).toBe('pass');
    expect(all.steps.map(one => one.record.solutionShown)).toEqual([true, true, true]);
  });
});

test('without solutions in the mode none is shown; hints that are not there are not counted', async () => {
  await withDesk(async desk => {
    const up = await upLab(desk, { lesson, mode: 'self-check', seconds: 600, step: 'web' });
    expect(up.record().steps.box?.status).toBe('passed-over');
    expect(await showSolutions(up)).toMatchObject({
      kind: 'refused',
      why: { params: { mode: 'self-check' } },
    });
    expect(await applySolutions(up, {}, signal)).toMatchObject({ kind: 'refused' });
    expect(await nextHint(up)).toMatchObject({ kind: 'refused', why: { code: 'session.no-hints' } });
    await up.leave();
  });
});

test('a lab whose containers are gone is told and forgotten', async () => {
  await withDesk(async desk => {
    const up = await upLab(desk, { lesson, mode: 'guided', seconds: 600 });
    await up.leave();
    await removeLab(environment.engine.docker, up.lab.id);
    const record = await findRecord(desk.records, undefined);
    await expect(openUp(desk, record, lesson)).rejects.toMatchObject({
      code: 'lab-gone',
      params: { lab: up.lab.id, lesson: 'small-up', step: 'box' },
    });
    expect(await desk.records.all()).toEqual([]);
  });
});

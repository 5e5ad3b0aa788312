import { afterAll, expect, test } from 'vitest';
import { listLabs } from '../../src/lab/index.ts';
import { prove } from '../../src/proof/index.ts';
import { testEngine } from './fixture.ts';
import { testEnvironment } from './session-fixture.ts';
import { lessonFrom, smallLesson } from './small-lesson.ts';

afterAll(async () => (await testEngine()).close());

const [box, web, address] = smallLesson.steps;

/** The small lesson with one of its steps changed. */
function changed(index: 0 | 1 | 2, change: object, id: string): unknown {
  return {
    ...smallLesson,
    id,
    steps: smallLesson.steps.map((step, at) => (at === index ? { ...step, ...change } : step)),
  };
}

/** What speaks against the steps of a lesson, as `step code check`. */
async function reasonsAgainst(...structures: readonly unknown[]): Promise<Record<string, string[]>> {
  const result = await prove(structures.map(lessonFrom), { environment: await testEnvironment() });
  expect(result.proven).toBe(result.lessons.every(lesson => lesson.proven));
  return Object.fromEntries(
    result.lessons.map(({ lesson, steps, reasons, proven }) => {
      const told = [
        ...reasons.map(({ code }) => code),
        ...steps.flatMap(step =>
          step.reasons.map(({ code, params }) =>
            [step.step, code, params?.check ?? params?.wrong ?? params?.choice ?? ''].join(' ').trim(),
          ),
        ),
      ];
      expect(proven).toBe(told.length === 0);
      return [lesson, told];
    }),
  );
}

test('a sound lesson is proven, and no lab is left', async () => {
  const environment = await testEnvironment();
  const events: string[] = [];
  const result = await prove([lessonFrom({ ...smallLesson, id: 'sound' })], {
    environment,
    onEvent: event => events.push(event.type),
  });
  expect(result.lessons.flatMap(lesson => lesson.steps.flatMap(step => step.reasons))).toEqual([]);
  expect(result.proven).toBe(true);
  expect(events.filter(type => type === 'run-ended').length).toBe(
    events.filter(type => type === 'run-started').length,
  );
  const labs = await listLabs(environment.engine);
  expect(labs.filter(({ spec }) => spec.lesson === 'sound')).toEqual([]);
});

test('a solution without effect and checks that cannot fail are told by name', async () => {
  const told = await reasonsAgainst(
    changed(0, { solutions: [{ run: 'true' }] }, 'no-effect'),
    changed(
      0,
      { checks: [{ id: 'box', probe: 'network', name: 'bridge', exists: true }], wrong: [] },
      'always-there',
    ),
    changed(1, { checks: [web.checks[0], { ...web.checks[1], body: undefined }] }, 'any-page'),
    changed(
      2,
      { checks: [{ ...address.checks[0], confusions: { gateway: '{ip:web1}' } }], wrong: [] },
      'confused',
    ),
  );
  expect(told['no-effect']).toEqual(
    expect.arrayContaining(['box proof.not-after box', 'web proof.not-reached']),
  );
  expect(told['always-there']).toEqual(
    expect.arrayContaining(['box proof.nothing-to-do', 'box proof.never-fails box']),
  );
  expect(told['any-page']).toEqual(['web proof.wrong-not-caught page']);
  expect(told.confused).toEqual(['address proof.confusion-not-caught typed']);
});

test('a script that fails, a broken set-up and a prediction nobody can make are told', async () => {
  const told = await reasonsAgainst(
    changed(
      0,
      { solutions: [{ run: 'docker run -dit --name box1 busybox\ndocker network rm nowhere' }] },
      'bad-line',
    ),
    { ...smallLesson, id: 'bad-setup', setup: 'true\nfalse', steps: [box] },
    changed(
      1,
      { predict: { ...web.predict, choices: { silence: { outcome: 'dropped' }, unsure: 'unsure' } } },
      'no-choice',
    ),
    {
      ...smallLesson,
      id: 'bystander',
      steps: [{ ...box, bystanders: [{ id: 'net', probe: 'network', name: 'quiet_net', exists: true }] }],
    },
  );
  expect(told['bad-line']).toContain('box proof.solution-failed');
  expect(told['bad-setup']).toContain('error.lesson-setup');
  expect(told['no-choice']).toEqual(['web proof.prediction-none']);
  expect(told.bystander).toEqual(['box proof.never-fails net']);
});

test('called off, it rejects with the reason and leaves no lab', async () => {
  const environment = await testEnvironment();
  const stop = new AbortController();
  const proving = prove([lessonFrom({ ...smallLesson, id: 'called-off' })], {
    environment,
    signal: stop.signal,
    onEvent: event => {
      if (event.type === 'run-started') stop.abort(new Error('enough'));
    },
  });
  await expect(proving).rejects.toThrow('enough');
  const labs = await listLabs(environment.engine);
  expect(labs.filter(({ spec }) => spec.lesson === 'called-off')).toEqual([]);
});

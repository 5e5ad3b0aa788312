import { afterAll, expect, test } from 'vitest';
import { attachLab, listLabs } from '../../src/lab/index.ts';
import { prove } from '../../src/proof/index.ts';
import { openUpRecords } from '../../src/session/index.ts';
import { testEngine } from './fixture.ts';
import { testEnvironment, withFolder } from './session-fixture.ts';
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
  const result = await prove(
    [lessonFrom(changed(0, { goal: { containers: { box1: ['bridge'] } } }, 'sound'))],
    {
      environment,
      onEvent: event => events.push(event.type),
    },
  );
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

test('a script that fails, a broken set-up, a prediction nobody can make and a goal nobody reaches are told', async () => {
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
      steps: [
        {
          ...box,
          bystanders: [{ id: 'net', probe: 'network', name: 'quiet_net', exists: true }],
          goal: { containers: { box1: ['front'] } },
        },
      ],
    },
  );
  expect(told['bad-line']).toContain('box proof.solution-failed');
  expect(told['bad-setup']).toContain('error.lesson-setup');
  expect(told['no-choice']).toEqual(['web proof.prediction-none']);
  expect(told.bystander).toEqual(['box proof.never-fails net', 'box proof.goal-missed']);
});

test('hosts that several wrong answers share are put back, and what is not as the lesson says is tried alone', async () => {
  const environment = await testEnvironment();
  const wrong = (id: string, run: string, caught = 'web') => ({ id, run, caught });
  // Beside a sound step with a check that a wrong answer is said to be caught by, and is not.
  const shared = lessonFrom(
    changed(
      1,
      {
        wrong: [
          wrong('ended', 'docker run -d --name web1 busybox'),
          wrong('other-page', 'docker run -d --name web1 toolbox hello web2', 'page'),
          wrong(
            'rules',
            'iptables -I OUTPUT -p tcp --dport 80 -j DROP\ndocker run -d --name web1 toolbox hello web1',
            'page',
          ),
          wrong(
            'forwarding',
            'sysctl -qw net.ipv4.conf.all.log_martians=1\ntouch /tmp/mark\ndocker network create later',
          ),
          // Writes below /etc, which no guess foresees: the host is thrown away after it.
          wrong('stays', 'cd /etc && echo changed >motd'),
          wrong('uncaught', 'docker run -d --name web1 toolbox hello web1', 'page'),
        ],
      },
      'shared',
    ),
  );
  const putBack: (readonly [string, boolean])[] = [];
  const ended: string[] = [];
  const result = await prove([shared], {
    environment,
    step: 'web',
    onEvent: event => {
      if (event.type === 'put-back') putBack.push([event.run, event.difference === undefined]);
      if (event.type === 'run-ended') ended.push(event.run);
    },
  });
  const all = ['web/wrong/ended', 'web/wrong/other-page', 'web/wrong/rules', 'web/wrong/forwarding'];
  const fine = (run: string) => [run, true];
  expect(putBack).toEqual([
    ...all.map(fine),
    ['web/wrong/stays', false],
    // Nothing of that host counts. On another one all is done again but what stays, and what comes after it.
    ...[...all, 'web/wrong/uncaught', 'web/solution/later'].map(fine),
  ]);
  expect(ended.toSorted()).toEqual(
    ['web/walk', 'web/tour', 'web/tour', 'web/wrong/stays', 'web/wrong/uncaught'].toSorted(),
  );
  expect(result.lessons[0]?.steps.map(({ step }) => step)).toEqual(['web']);
  const [reason, ...others] = result.lessons[0]?.steps[0]?.reasons ?? [];
  expect(others).toEqual([]);
  expect(reason).toMatchObject({
    code: 'proof.wrong-not-caught',
    params: { wrong: 'uncaught', check: 'page' },
    shown: {
      asked: { code: expect.any(String) },
      expected: { code: expect.any(String) },
      got: { code: 'http.body' },
    },
  });
});

test('a sound lesson is proven step by step, with all put back: containers removed, ended and moved, a daemon restarted', async () => {
  const environment = await testEnvironment();
  const putBack: (readonly [string, string | undefined])[] = [];
  const wrong = (id: string, run: string) => ({ id, run, caught: 'web' });
  const lesson = lessonFrom(
    changed(
      1,
      {
        wrong: [
          ...web.wrong,
          wrong('none', 'docker create --name web1 toolbox hello web1'),
          wrong('removed', 'docker rm -f box1'),
          wrong('ended', 'docker stop box1'),
          wrong(
            'moved',
            'docker network connect quiet_net box1\ndocker network disconnect bridge box1\ndocker pause box1',
          ),
          wrong('left', 'docker exec -d box1 sleep 1000\nip address add 10.9.9.9/32 dev docker0'),
          wrong('daemon', `echo '{"icc": false}' >/etc/docker/daemon.json\nsystemctl restart docker`),
          wrong('down', 'systemctl stop docker\niptables -t raw -A PREROUTING -s 203.0.113.10 -j DROP'),
        ],
      },
      'by-steps',
    ),
  );
  for (const { id } of lesson.steps) {
    const result = await prove([lesson], {
      environment,
      step: id,
      onEvent: event => {
        if (event.type === 'put-back') putBack.push([event.run, event.difference]);
      },
    });
    expect(result.lessons.flatMap(({ steps }) => steps)).toMatchObject([
      { step: id, proven: true, reasons: [] },
    ]);
  }
  const runs = ['other-name', 'none', 'removed', 'ended', 'moved', 'left', 'daemon', 'down'];
  expect(putBack).toEqual(
    ['box/wrong/ended', ...runs.map(id => `web/wrong/${id}`), 'web/solution/later'].map(run => [
      run,
      undefined,
    ]),
  );
});

test('what comes out now so, now so is found by proving it several times', async () => {
  const environment = await testEnvironment();
  const coin = {
    ...smallLesson,
    id: 'coin',
    steps: [
      {
        ...box,
        // The clock is as good as a coin.
        wrong: [
          {
            id: 'coin',
            run: '[ $(($(date +%s%N) / 1000 % 2)) = 1 ] || docker run -d --name box1 busybox',
            caught: 'box',
          },
        ],
      },
    ],
  };
  const result = await prove([lessonFrom(coin)], { environment, times: 6 });
  expect(result.lessons).toHaveLength(6);
  const differing = result.tallies.filter(({ outcomes }) => outcomes.length > 1);
  expect(differing.map(({ step, when, check }) => [step, when.code, check])).toEqual([
    ['box', 'proof.when-wrong', 'box'],
  ]);
  expect(differing[0]?.outcomes.map(({ got }) => got.code).sort()).toEqual([
    'container.absent',
    'container.exited',
  ]);
  expect(differing[0]?.outcomes.reduce((sum, { count }) => sum + count, 0)).toBe(6);
});

test('the lab of the first failure stays up as it was then, and the commands find it', async () => {
  const environment = await testEnvironment();
  const [alone] = web.wrong;
  const lesson = lessonFrom(
    changed(1, { wrong: [{ ...alone, run: 'docker run -d --name web1 toolbox hello web1' }] }, 'kept'),
  );
  await withFolder(async folder => {
    const result = await prove([lesson], { environment, keepSeconds: 600, keepIn: folder });
    expect(result.proven).toBe(false);
    const { kept } = result;
    expect(kept).toMatchObject({
      lesson: 'kept',
      step: 'web',
      reasons: [{ code: 'proof.wrong-not-caught' }],
    });
    const labs = (await listLabs(environment.engine)).filter(({ spec }) => spec.lesson === 'kept');
    expect(labs).toMatchObject([{ id: kept?.lab, lease: 'time' }]);
    expect(await openUpRecords(folder).all()).toMatchObject([
      { lab: kept?.lab, lesson: 'kept', step: 'web' },
    ]);
    const lab = await attachLab(environment.engine, kept?.lab ?? '');
    try {
      const host = lab?.hosts.get('host1');
      const names = await host?.exec(['docker', 'ps', '--format', '{{.Names}}']);
      expect(names?.stdout.split('\n').filter(Boolean).sort()).toEqual(['box1', 'web1']);
    } finally {
      await lab?.close();
    }
  });
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

import { afterAll, describe, expect, test } from 'vitest';
import { bootLab, type Generation, generations, listLabs } from '../../src/lab/index.ts';
import { prove } from '../../src/proof/index.ts';
import {
  checkStep,
  deskIn,
  downLab,
  findRecord,
  openUp,
  resetUp,
  type Up,
  upLab,
} from '../../src/session/index.ts';
import { hostOf, oneHost, sh, testEngine } from './fixture.ts';
import { atPrompt, testEnvironment, verdictIn, withFolder, withSession } from './session-fixture.ts';
import { lessonFrom } from './small-lesson.ts';

afterAll(async () => (await testEngine()).close());

const sealed = {
  id: 'sealed',
  probe: 'ping',
  from: 'box1',
  to: '203.0.113.10',
  expect: 'unreachable',
} as const;
const onTwenty = { expect: 'dropped', reason: '20.10 gives containers there a default route.' };

/** What happens to whom an internal network holds is another thing on 20.10. */
function lessonWith(check: object) {
  return lessonFrom({
    id: 'sealed',
    minutes: 1,
    steps: [
      {
        id: 'seal',
        kind: 'do',
        checks: [check],
        solutions: [
          {
            run: 'docker network create --internal vault\ndocker run -dit --name box1 --network vault busybox',
          },
        ],
        wrong: [
          { id: 'open', run: 'docker run -dit --name box1 busybox', caught: 'sealed', got: 'outcome.open' },
        ],
      },
    ],
  });
}
const lesson = lessonWith({ ...sealed, engines: { 20: onTwenty } });
const solved =
  'docker network create --internal vault && docker run -dit --name box1 --network vault busybox';

describe.each(generations)('a lab host of engine %s', generation => {
  test('is what it is called, and carries BusyBox that can wait for a page, container mode, and tcpdump in it', async () => {
    const environment = await testEnvironment();
    const lab = await bootLab(
      environment.engine,
      { ...oneHost, generation },
      { image: await environment.image(generation), lease: { kind: 'stream' } },
    );
    try {
      expect(lab.engine.startsWith(`${generation}.`), lab.engine).toBe(true);
      const host = hostOf(lab);
      const { out } = await sh(
        host,
        `docker run -d --name web toolbox hello web >/dev/null
         docker run --rm busybox sh -c 'busybox | head -n 1; until wget -T 2 -qO- http://172.17.0.2/; do :; done'
         docker run --rm --network container:web busybox wget -T 2 -qO- http://127.0.0.1/
         docker run -d --name tap --network container:web toolbox tcpdump -lnni eth0 -c 1 icmp >/dev/null
         until docker logs tap 2>&1 | grep -q listening; do docker top tap >/dev/null; done
         ping -c 1 172.17.0.2 >/dev/null
         timeout 5 docker wait tap
         docker logs tap 2>/dev/null`,
      );
      expect(out).toMatch(
        /^BusyBox v1\.3[7-9]\..*\nI am web; you are 172\.17\.0\.3\nI am web; you are 127\.0\.0\.1\n0\n.* IP 172\.17\.0\.1 > 172\.17\.0\.2: ICMP echo request, .*\n$/,
      );
    } finally {
      await lab.close();
    }
  }, 300_000);
});

test('a lesson that says what differs is proven on every engine, and one that keeps silent is not', async () => {
  const environment = await testEnvironment();
  const proofsOf = async (one: typeof lesson): Promise<(string | boolean)[][]> => {
    const { lessons } = await prove([one], { environment, generations });
    return lessons.map(({ generation, proven }) => [generation, proven]).sort();
  };
  expect(await proofsOf(lesson)).toEqual(generations.map(generation => [generation, true]));
  expect(await proofsOf(lessonWith(sealed))).toEqual([
    ['20.10', false],
    ['26.1', true],
    ['28.5', true],
  ]);
}, 300_000);

test('a lab that is up on another engine is judged by what is so there, and reset on the same', async () => {
  await withFolder(async folder => {
    const desk = deskIn(await testEnvironment(), folder);
    const { signal } = new AbortController();
    const opened = async <T>(use: (up: Up) => Promise<T>): Promise<T> => {
      const up = await openUp(desk, await findRecord(desk.records, undefined), lesson);
      try {
        return await use(up);
      } finally {
        await up.leave();
      }
    };
    try {
      await (await upLab(desk, { lesson, mode: 'guided', seconds: 600, generation: '20.10' })).leave();
      const fresh = await opened(up => resetUp(desk, up));
      expect(fresh.record().generation).toBe('20.10');
      expect(fresh.lab.engine).toMatch(/^20\.10\./);
      await fresh.leave();
      const report = await opened(async up => {
        expect(await sh(hostOf(up.lab), solved)).toMatchObject({ code: 0 });
        return await checkStep(up, { signal });
      });
      expect(report).toMatchObject({
        verdict: 'pass',
        judged: [{ result: { got: { code: 'outcome.dropped' } } }],
      });
    } finally {
      for (const record of await desk.records.all()) await downLab(desk, record);
    }
  });
}, 120_000);

test('a session on another engine says so, and its spare and its reset are on the same', async () => {
  const labs = async (): Promise<Generation[]> =>
    (await listLabs(await testEngine()))
      .filter(({ spec }) => spec.lesson === 'sealed-session')
      .map(({ spec }) => spec.generation);
  await withSession(
    { ...lesson, id: 'sealed-session' },
    async ({ session, type, until }) => {
      expect((await until('prompt', atPrompt('seal'))).engine).toMatch(/^20\.10\./);
      await expect.poll(labs).toEqual(['20.10', '20.10']);
      session.send({ type: 'reset' });
      await until('boot', state => state.phase === 'boot');
      expect((await until('prompt again', atPrompt('seal'))).engine).toMatch(/^20\.10\./);
      type(solved);
      await until('green', state => verdictIn(state, 'sealed') === 'pass');
    },
    { generation: '20.10' },
  );
}, 120_000);

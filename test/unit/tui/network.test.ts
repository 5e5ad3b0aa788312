import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { type HostReading, type Snapshot, snapshotOf } from '../../../src/network/index.ts';
import { checkSchema, reaches, said } from '../../../src/probe/schema/index.ts';
import type { CheckRef, CheckView, Matrix, WhyResult } from '../../../src/session/index.ts';
import { nextToFollow } from '../../../src/tui/state/why-checks.ts';
import { cellWidth } from '../../../src/tui/text/cell-width.ts';
import { keys } from '../../screen/terminal.ts';
import { sampleSession, startInterface } from './in-process.ts';
import { sampleLesson } from './sample-lesson.ts';
import { acted, check, failing, passing, work } from './sample-states.ts';

const reading: HostReading = JSON.parse(
  readFileSync(new URL('../network/readings/26.1.json', import.meta.url), 'utf8'),
);
const network = snapshotOf([reading]);

/** The same host after one of its containers was taken away. */
function without(name: string): Snapshot {
  const { docker } = reading;
  if ('unread' in docker) throw new Error(docker.unread);
  const containers = docker.containers.filter(container => container.name !== name);
  return snapshotOf([{ ...reading, docker: { ...docker, containers } }]);
}

const running: ReturnType<typeof startInterface>[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(one => one.end()));
});

function open(columns: number, rows: number, lang: 'en' | 'zh' = 'en', state = work, lesson = sampleLesson) {
  const sample = sampleSession(lang, state, lesson);
  const ui = startInterface(columns, rows, {
    lang,
    startLesson: async () => sample.opened,
    initial: { lesson: 'sample' },
  });
  running.push(ui);
  return { ...sample, ...ui };
}

const [step] = sampleLesson.steps;

const told: WhyResult = {
  asked: { from: 'box2', to: 'box1', protocol: 'icmp', port: undefined },
  steps: [
    { id: 'source', verdict: 'ok', found: said('why.place.runs', { name: 'box2' }), causes: [] },
    {
      id: 'name',
      verdict: 'fail',
      found: said('why.name.none', { name: 'box1', server: '127.0.0.11', answer: 'NXDOMAIN' }),
      causes: [{ id: 'name-default-bridge', params: { name: 'box1', from: 'box2' } }],
    },
  ],
  predicted: ['no-such-name'],
  measured: {
    measured: true,
    outcome: 'no-such-name',
    got: said('got-no-name'),
    control: undefined,
    proven: true,
  },
  verdict: said('why.end.blocked', { step: said('step.name'), got: said('got-no-name') }),
  comparison: said('why.agree'),
  agrees: true,
  causes: [{ id: 'name-default-bridge', params: { name: 'box1', from: 'box2' } }],
  risen: [],
  unread: [],
};

describe('the map', () => {
  test('stands below the terminal where there is room, and follows the network', async () => {
    const { screen, session } = open(120, 40);
    await screen.until('reading the network');
    session.setNetwork(network);
    await screen.until('● api');
    session.setNetwork(without('api'));
    await screen.until(rows => !rows.join('\n').includes('● api'));
    // Text and terminal keep their places.
    expect(screen.rows().join('\n')).toContain('Checks');
  });

  test('has no place of its own on a smaller screen, where nobody reads the network for it', async () => {
    const { screen, session } = open(100, 29);
    await screen.until('host1 ▲');
    session.setNetwork(network);
    expect(session.watchers).toBe(0);
    expect(screen.rows().join('\n')).not.toContain('whisper');
  });

  test.each([
    [80, 24],
    [60, 15],
    [160, 48],
  ])('fills the screen at %i × %i by a key, with the wires behind it, and goes', async (columns, rows) => {
    const { screen, session, type } = open(columns, rows);
    await screen.until('host1 ▲');
    session.setNetwork(network);
    type(`${keys.prefix}m`);
    await screen.until('◆ host');
    for (const row of screen.rows()) expect(cellWidth(row)).toBeLessThanOrEqual(columns);
    type('\t');
    await screen.until(shown => /veth[0-9a-f]+ ── eth0/.test(shown.join('\n')));
    type('\t');
    await screen.until('◆ host');
    type('\x1b');
    await screen.until(shown => !shown.join('\n').includes('Tab wires'));
  });

  test('tells more of the row that is picked out', async () => {
    const { screen, session, type } = open(100, 40);
    await screen.until('host1 ▲');
    session.setNetwork(network);
    type(`${keys.prefix}m`);
    await screen.until('everything else via 10.77.0.1 by eth0');
    type(keys.down);
    // The first container by name, on two networks.
    await screen.until('busybox, running, network mode front');
    await screen.until(/eth1 .* other end veth[0-9a-f]+ on back/);
    type('\x1b[A\x1b[A\x1b[A');
    await screen.until('everything else via 10.77.0.1 by eth0');
  });

  test('is read by nobody once it is out of sight', async () => {
    const { screen, session, type } = open(80, 24);
    await screen.until('host1 ▲');
    type(`${keys.prefix}m`);
    await expect.poll(() => session.watchers).toBe(1);
    type('\x1b');
    await expect.poll(() => session.watchers).toBe(0);
  });
});

describe('the goal of a step', () => {
  /** The sample lesson with a goal for the step it stands on: one container of it is there, the other one isn't. */
  const containers = { api: ['back', 'front'], newcomer: ['front'] };
  const lesson = {
    ...sampleLesson,
    steps: sampleLesson.steps.map(one => (one.id === work.step ? { ...one, goal: { containers } } : one)),
  };

  test.each([
    [100, 30],
    [160, 48],
  ])('stands beside the map at %i × %i', async (columns, rows) => {
    const { screen, session, type } = open(columns, rows, 'en', work, lesson);
    await screen.until('host1 ▲');
    session.setNetwork(network);
    type(`${keys.prefix}m`);
    await screen.until('Tab wires');
    await screen.until(/\S.* │ ○ newcomer/);
    expect(screen.rows().join('\n')).toContain('○ still to come');
    for (const row of screen.rows()) expect(cellWidth(row)).toBeLessThanOrEqual(columns);
  });

  test.each([
    [80, 24],
    [60, 15],
  ])('has a page of its own behind the map at %i × %i', async (columns, rows) => {
    const { screen, session, type } = open(columns, rows, 'zh', work, lesson);
    await screen.until('host1 ▲');
    session.setNetwork(network);
    type(`${keys.prefix}m`);
    await screen.until('Tab 目标图');
    expect(screen.rows().join('\n')).not.toContain('newcomer');
    type('\t');
    await screen.until('○ newcomer');
    await screen.until('尚未运行');
    type('\t');
    await screen.until(/veth[0-9a-f]+ ── eth0/);
    type('\t');
    await screen.until('◆ 主机');
  });

  test('stands beside the live map below the terminal, and follows it', async () => {
    const reached = {
      ...lesson,
      steps: lesson.steps.map(one => ({ ...one, goal: { containers: { api: ['front'] } } })),
    };
    const { screen, session } = open(160, 48, 'en', work, reached);
    await screen.until('reading the network');
    session.setNetwork(without('api'));
    await screen.until('GOAL  ○ still to come');
    await screen.until('○ api');
    session.setNetwork(network);
    await screen.until('GOAL  all there');
  });
});

describe('the matrix', () => {
  const asked = { protocol: 'tcp', by: 'name' } as const;
  const cell = { from: 'web', to: 'db', port: 80, predicted: ['dropped'], causes: [] } as const;
  const back = { ...cell, from: 'db', to: 'web', predicted: ['open'] } as const;
  const predicted: Matrix = { asked, places: ['web', 'db'], cells: [cell, back], unread: [] };
  const open1 = {
    measured: true,
    outcome: 'open',
    got: said('outcome.open', { ms: '1' }),
    control: undefined,
    proven: true,
  } as const;
  const measured: Matrix = {
    ...predicted,
    cells: [
      { ...cell, measured: open1, agrees: false },
      { ...back, measured: open1, agrees: true },
    ],
  };

  test.each([
    [80, 24, 'en'],
    [60, 15, 'en'],
    [120, 40, 'zh'],
  ] as const)(
    'at %i × %i in %s is predicted at once, then measured, and marks what differs',
    async (columns, rows, lang) => {
      const words = text[lang];
      const { screen, session, type } = open(columns, rows, lang);
      const measuring = Promise.withResolvers<Matrix>();
      session.matrices = [predicted, measuring.promise];
      await screen.until('host1 ▲');
      type(`${keys.prefix}e`);
      await screen.until(words.measuring);
      await screen.until(/1 web +· +D/);
      await screen.until(/2 db +O +·/);
      measuring.resolve(measured);
      await screen.until(/1 web +· +\[O\]/);
      await screen.until(words.differs);
      for (const row of screen.rows()) expect(cellWidth(row)).toBeLessThanOrEqual(columns);
      type('\x1b');
      await screen.until(shown => !shown.join('\n').includes('[O]'));
    },
  );

  test('goes on to another way of asking by the same key, and says where there is no lab', async () => {
    const { screen, session, type } = open(100, 30);
    await screen.until('host1 ▲');
    type(`${keys.prefix}e`);
    await screen.until('TCP, by name');
    await screen.until('There is no lab now.');
    for (const title of ['TCP, by address', 'ping, by name', 'names alone', 'TCP, by name']) {
      type('e');
      await screen.until(title);
    }
    expect(session.asked.map(({ protocol, by }) => `${protocol} ${by}`)).toEqual([
      'tcp name',
      'tcp address',
      'icmp name',
      'dns name',
      'tcp name',
    ]);
  });
});

const text = {
  en: { measuring: 'predicted; measuring 2 pairs', differs: 'predicted dropped' },
  zh: { measuring: '正在实测 2 对', differs: '预测是无回应（超时）' },
} as const;

describe('why', () => {
  test.each([
    [80, 24, 'en', 'Why?', 'BLOCKED at the name'],
    [120, 40, 'zh', '为什么？', '不通，卡在“名称”'],
  ] as const)('at %i × %i in %s follows the failing check', async (columns, rows, lang, title, verdict) => {
    const { screen, session, type } = open(columns, rows, lang);
    session.packet = told;
    await screen.until('host1 ▲');
    type(`${keys.prefix}w`);
    await screen.until(title);
    await screen.until(verdict);
    expect(session.followed).toEqual([{ id: 'reach', step: 'names', bystander: false }]);
    for (const row of screen.rows()) expect(cellWidth(row)).toBeLessThanOrEqual(columns);
    type('\x1b');
    await screen.until(shown => !shown.join('\n').includes(verdict));
  });

  const asks = (id: string) => ({ id, probe: 'ping', from: 'box2', to: 'box1', expect: 'open' });
  const looks = { id: 'looks', probe: 'network', name: 'front', exists: true };

  /** The ids of the checks that the key follows one after the other, in a step with these. */
  function followed(times: number, ...rows: readonly CheckView[]): readonly (string | undefined)[] {
    const checks = rows.map(({ id }) => checkSchema.parse(id === 'looks' ? looks : asks(id)));
    const steps = step === undefined ? [] : [{ ...step, id: 'names', checks, bystanders: [] }];
    const order: (CheckRef | undefined)[] = [];
    while (order.length < times) order.push(nextToFollow({ steps }, { checks: rows }, order.at(-1), reaches));
    return order.map(one => one?.id);
  }

  test('goes on to the next check by the same key: those that fail come first, and what reaches for nothing is left out', () => {
    const rows = [
      check('names', 'looks', { ...failing, id: 'looks' }),
      check('names', 'passes', passing('passes')),
      check('names', 'fails', { ...failing, id: 'fails' }),
    ];
    expect(followed(3, ...rows)).toEqual(['fails', 'passes', 'fails']);
    expect(followed(1)).toEqual([undefined]);
  });

  test('begins with what the learner broke, and leaves for later what starts from a container that is not there yet', () => {
    const got = said('container.absent', { name: 'desk' });
    const rows = [
      check('names', 'absent', { ...failing, id: 'absent', got }),
      check('names', 'fails', { ...failing, id: 'fails' }),
      {
        ...check('names', 'broken', { ...failing, id: 'broken' }),
        changed: { from: 'pass', at: 1 },
      } as const,
    ];
    expect(followed(3, ...rows)).toEqual(['broken', 'fails', 'absent']);
  });

  test('says so where there is nothing to follow yet', async () => {
    const { screen, type } = open(80, 24);
    await screen.until('host1 ▲');
    type(`${keys.prefix}w`);
    await screen.until('not there yet');
  });

  test.each([
    [
      { is: 'not-there', why: said('container.exited', { name: 'box1', exit: 137 }) },
      'box1 has exited with code 137',
    ],
    [{ is: 'unknown', name: 'box1', near: [], silent: ['host1'] }, 'Docker on host1 does not answer'],
    [{ is: 'unknown', name: 'box1', near: [], silent: [] }, 'There is no box1 yet'],
  ] as const)('says what is missing: %s', async (obstacle, words) => {
    const { screen, session, type } = open(100, 24);
    session.obstacle = obstacle;
    await screen.until('host1 ▲');
    type(`${keys.prefix}w`);
    await screen.until(words);
  });

  test('measures once more by a key, and leaves the text beside it where it was', async () => {
    const { screen, session, type } = open(100, 15);
    session.packet = told;
    await screen.until('host1 ▲');
    const [, , first = ''] = screen.rows();
    type(`${keys.prefix}w`);
    await screen.until('BLOCKED at the name');
    type('r');
    await expect.poll(() => session.followed.length).toBe(2);
    await screen.until('BLOCKED at the name');
    type('\x1b[6~');
    await screen.until(shown => shown[2]?.startsWith(first.slice(0, 30)) ?? false);
    type('\x1b');
    await screen.until('lesson keys');
    // And it can still be scrolled.
    type(`${keys.prefix}\t\x1b[6~`);
    await screen.until(shown => !(shown[2]?.startsWith(first.slice(0, 30)) ?? true));
  });

  test('stands below a failing check as its reason', async () => {
    const because = [said('cause.name-default-bridge', { name: 'box1', from: 'box2' })];
    const checks = [check('names', 'reach', { ...failing, because })];
    const { screen, session } = open(160, 48, 'en', { ...work, checks });
    await screen.until('host1 ▲');
    session.set({ commands: acted });
    await screen.until('because');
    await screen.until('answers no names');
  });
});

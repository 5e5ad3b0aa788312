import { afterAll, expect, test } from 'vitest';
import type { Session, SessionState } from '../../src/session/index.ts';
import { testEngine } from './fixture.ts';
import { verdictIn, withSession } from './session-fixture.ts';
import { lessonFrom } from './small-lesson.ts';

/** What there is to watch and to serve beside one another: three shells, and a page fetched from outside. */
const lesson = lessonFrom({
  id: 'tabs',
  minutes: 1,
  shells: ['host1', 'host1', 'outside'],
  steps: [
    {
      id: 'publish',
      kind: 'do',
      checks: [
        { id: 'web', probe: 'container', name: 'web1', state: 'running' },
        { id: 'page', probe: 'http', from: 'outside', to: '10.77.0.2', port: 8080, expect: 'open' },
      ],
      solutions: [{ run: 'docker run -d -p 8080:80 --name web1 toolbox hello web1' }],
    },
  ],
});

afterAll(async () => (await testEngine()).close());

const places = ({ shells }: SessionState): string[] => shells.map(({ place }) => place);
const atWork = (state: SessionState): boolean => state.phase === 'work' && state.shells.length === 3;

/** One of the session's terminals: what it has shown, and a line for it. */
function terminal(session: Session, at: number) {
  const found = session.terminal(session.getSnapshot().shells[at]?.id ?? '');
  if (found === undefined) throw new Error(`no shell ${at}`);
  let seen = '';
  const looks = new Set<() => void>();
  found.onBytes(bytes => {
    seen += Buffer.from(bytes).toString();
    for (const look of looks) look();
  });
  return {
    text: () => seen,
    type: (line: string) => found.write(line),
    shows: (wanted: string) =>
      new Promise<void>(resolve => {
        const look = (): void => {
          if (seen.includes(wanted)) resolve();
        };
        looks.add(look);
        look();
      }),
  };
}

test('the shells of a lesson are there in its order; a capture is not disturbed, a server does not hold checks up', async () => {
  await withSession(lesson, async ({ session, until, type }) => {
    expect(places(await until('three shells', atWork))).toEqual(['host1', 'host1', 'outside']);
    const [second, outside] = [terminal(session, 1), terminal(session, 2)];
    await outside.shows('root@outside:~# ');

    second.type('tcpdump -l -n -i docker0 tcp port 80\r');
    await second.shows('listening on docker0');
    type('docker run -d -p 8080:80 --name web1 toolbox hello web1');
    await until('state is judged', state => verdictIn(state, 'web') === 'pass');
    // The learner's own request is the only traffic the capture shows.
    outside.type('curl -s http://host1:8080/\r');
    await outside.shows('I am web1; you are 203.0.113.10');
    await second.shows('> 172.17.0.2.80: Flags [S]');
    await until('the prompt again', state => state.shells[2]?.busySince === undefined);
    const asleep = performance.now();
    // A heartbeat and more.
    while (performance.now() - asleep < 4_000) await until('not green', state => state.phase === 'work');
    expect(verdictIn(session.getSnapshot(), 'page')).not.toBe('pass');
    expect(second.text().match(/> 172\.17\.0\.2\.80: Flags \[S\]/g)).toHaveLength(1);
    session.send({ type: 'recheck' });
    await until('green when asked', state => state.phase === 'green');

    second.type('\x03');
    await until('no capture', state => state.shells.every(shell => shell.busySince === undefined));
    outside.type('nc -lk -p 9000\r');
    await until('a server', state => state.shells[2]?.busySince !== undefined);
    type('docker rm -f web1');
    await until('red by itself', state => verdictIn(state, 'page') === 'fail');
    type('docker run -d -p 8080:80 --name web1 toolbox hello web1');
    await until('green by itself', state => state.phase === 'green');
  });
});

test('a shell beside those of the lesson is a tab until it ends, and a reset brings the tabs back', async () => {
  await withSession(lesson, async ({ session, until }) => {
    await until('three shells', atWork);
    session.send({ type: 'open-shell', place: 'outside' });
    await until('a fourth', state => state.shells.length === 4);
    const fourth = terminal(session, 3);
    await fourth.shows('root@outside:~# ');
    session.send({ type: 'open-shell' });
    const five = await until('a fifth', state => state.shells.length === 5);
    expect(places(five)).toEqual(['host1', 'host1', 'outside', 'outside', 'host1']);
    fourth.type('exit\r');
    await until('it is gone', state => state.shells.length === 4);
    terminal(session, 1).type('exit\r');
    await until('that of the lesson stays', state => state.shells[1]?.ended === true);

    const before = session.getSnapshot().shells.map(({ id }) => id);
    session.send({ type: 'reset' });
    const after = await until(
      'all of them anew',
      state => state.phase !== 'boot' && state.shells.length === 4,
    );
    expect(places(after)).toEqual(['host1', 'host1', 'outside', 'host1']);
    expect(after.shells.some(({ id, ended }) => before.includes(id) || ended === true)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import {
  drawMap,
  type Goal,
  type GoalContainer,
  gapsIn,
  goalMap,
  mapOf,
  type Snapshot,
} from '../../../../src/network/index.ts';
import { chineseWords, drawing, textOf } from './drawing.ts';
import { lab, twoHosts } from './lab.ts';
import { hostWith } from './outline.ts';

function on(name: string, ...networks: readonly string[]): GoalContainer {
  return { machine: 'host1', name, networks };
}

function inside(name: string, shares: string): GoalContainer {
  return { machine: 'host1', name, shares };
}

function drawnGoal(
  goal: Goal,
  snapshot: Snapshot,
  { columns = 80, words = drawing.words, terse = false } = {},
): string {
  const options = { ...drawing, columns, words, brief: true, terse } as const;
  return textOf(drawMap(goalMap(goal, mapOf(snapshot)), options), columns);
}

/** What is lacking, in one word each. */
function lacking(goal: Goal, snapshot: Snapshot): readonly string[] {
  return gapsIn(goal, mapOf(snapshot)).map(({ container, runs, notes }) =>
    [container, ...(runs ? notes.map(({ kind }) => kind) : ['not-running'])].join(' '),
  );
}

const web = { name: 'web', on: { front: '172.18.0.2' } };
const goal: Goal = [on('web', 'front', 'back'), on('db', 'back'), inside('side', 'web')];

describe('the map of a goal', () => {
  it('shows everything hollow that is still to come, with the words for it', () => {
    expect(drawnGoal(goal, hostWith([]))).toMatchInlineSnapshot(`
      "
      NETWORKS  back  front
      ○ db ╌╌╌╌╌○     │  not running yet
      ○ web ╌╌╌╌○╌╌╌╌╌○  not running yet
      └○ side   │     │  not running yet  would share web's network
      "
    `);
  });

  it('fills in what is there, and says where a running container is missing', () => {
    const snapshot = hostWith([web, { name: 'side', on: { back: '172.19.0.4' } }]);
    expect(drawnGoal(goal, snapshot)).toMatchInlineSnapshot(`
      "
      NETWORKS  back  front
      ○ db ╌╌╌╌╌○     │  not running yet
      ● web ────○─────●  not on back yet
      └✕ side   │     │  does not share web's network yet
      "
    `);
    expect(lacking(goal, snapshot)).toEqual([
      'host1/web to-join',
      'host1/db not-running',
      'host1/side to-share',
    ]);
  });

  it('has nothing hollow once it is reached, whatever else the containers are on', () => {
    const snapshot = hostWith([
      { name: 'web', on: { front: '172.18.0.2', back: '172.19.0.2', bridge: '172.17.0.2' } },
      { name: 'db', on: { back: '172.19.0.3' } },
      { name: 'side', mode: 'container:id-of-web', stack: 'host1-web' },
    ]);
    expect(lacking(goal, snapshot)).toEqual([]);
    expect(drawnGoal(goal, snapshot)).toMatchInlineSnapshot(`
      "
      NETWORKS  back  front
      ● db ─────●     │
      ● web ────●─────●
      └● side   │     │  shares web's network
      "
    `);
  });

  it('can leave to the hollow dots what they show, so that names still fit beside a map', () => {
    const snapshot = hostWith([web, { name: 'side', on: { back: '172.19.0.4' } }]);
    const more: Goal = [...goal, on('lone'), on('own', 'host')];
    expect(drawnGoal(more, snapshot, { terse: true })).toMatchInlineSnapshot(`
      "
      NETWORKS  back  front
      ○ db ╌╌╌╌╌○     │
      ○ lone    │     │  not running yet  no network: no rail reaches it
      ○ own     │     │  not running yet  host mode
      ● web ────○─────●
      └✕ side   │     │  does not share web's network yet
      "
    `);
  });

  it('does not count a container that has ended, nor a wire that was cut', () => {
    const ended = hostWith([{ ...web, state: 'exited', exit: 1 }]);
    expect(lacking([on('web', 'front')], ended)).toEqual(['host1/web not-running']);
    const wired = hostWith([web]);
    const bare = Object.entries(wired.stacks).map(([id, stack]) =>
      id === 'host1-web' ? [id, { ...stack, links: [] }] : [id, stack],
    );
    const cut = { ...wired, stacks: Object.fromEntries(bare) };
    expect(lacking([on('web', 'front')], wired)).toEqual([]);
    expect(lacking([on('web', 'front')], cut)).toEqual(['host1/web to-join']);
  });

  it('wants a container of none mode to be on no network, and one of host mode on the host', () => {
    const alone: Goal = [on('lone'), on('own', 'host')];
    const joined = hostWith([
      { name: 'lone', on: { front: '172.18.0.2' } },
      { name: 'own', on: { front: '172.18.0.3' } },
    ]);
    expect(lacking(alone, joined)).toEqual(['host1/lone to-leave', 'host1/own to-join']);
    expect(drawnGoal(alone, joined)).toMatchInlineSnapshot(`
      "
      ✕ lone    still on front
      ✕ own     not on host yet
      "
    `);
    const reached = hostWith([
      { name: 'lone', mode: 'none', networkMode: 'none' },
      { name: 'own', mode: 'host', networkMode: 'host', stack: 'host1' },
    ]);
    expect(lacking(alone, reached)).toEqual([]);
    expect(drawnGoal(alone, reached)).toMatchInlineSnapshot(`
      "
      ◆ host    host mode: own
      ✕ lone    no network: no rail reaches it
      "
    `);
  });

  it('keeps its rails in place while the networks are made', () => {
    const networks = [{ name: 'bridge', subnet: '172.17.0.0/16' }];
    const wanted: Goal = [on('a', 'zeta', 'bridge'), on('b', 'alpha')];
    const names = (snapshot: Snapshot) => goalMap(wanted, mapOf(snapshot)).rails.map(({ id }) => id);
    const before = lab({ name: 'host1', networks, containers: [] });
    const after = lab({
      name: 'host1',
      networks: [...networks, { name: 'zeta', subnet: '172.18.0.0/16' }],
      containers: [],
    });
    expect(names(before)).toEqual(['rail:host1/alpha', 'rail:host1/zeta', 'rail:host1/bridge']);
    expect(names(after)).toEqual(names(before));
  });

  it('runs an overlay network through all hosts that the goal has on it', () => {
    const two = twoHosts();
    const overlay = mapOf(two).rails.find(({ driver }) => driver === 'overlay');
    if (overlay === undefined) throw new Error('no overlay');
    const wanted: Goal = [
      { machine: 'host1', name: 'new1', networks: [overlay.name] },
      { machine: 'host2', name: 'new2', networks: [overlay.name] },
    ];
    expect(goalMap(wanted, mapOf(two)).rails).toEqual([overlay]);
    expect(drawnGoal(wanted, two)).toMatchInlineSnapshot(`
      "
      NETWORKS    ov
      HOST host1  │  docker 28.5.2  uplink eth0 10.98.0.6/24
      ○ new1 ╌╌╌╌╌○  not running yet
                  │
      HOST host2  │  docker 28.5.2  uplink eth0 10.98.0.7/24
      ○ new2 ╌╌╌╌╌○  not running yet
      "
    `);
  });

  it('speaks Chinese, and keeps to little room', () => {
    const many = [on('box', 'network-one', 'network-two', 'network-three', 'network-four')];
    expect(drawnGoal(many, hostWith([]), { columns: 40, words: chineseWords })).toMatchInlineSnapshot(`
      "
      A network-four  B network-one
      C network-three  D network-two
             A    B    C    D
      ○ box ╌○╌╌╌╌○╌╌╌╌○╌╌╌╌○  尚未运行
      "
    `);
  });
});

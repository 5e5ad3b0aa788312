import { describe, expect, it } from 'vitest';
import { wiresOf } from '../../../../src/network/index.ts';
import { drawnWires } from './drawing.ts';
import { twoHosts } from './lab.ts';
import { hostWith, recorded } from './outline.ts';

describe('no wire', () => {
  it('is between two in one namespace: they are one box', () => {
    expect(drawnWires(recorded('26.1'), ['side', 'web'], 60)).toMatchInlineSnapshot(`
      "
      ┌───────────────────────┐
      │ side  web             │
      │ eth0  172.18.0.2/16   │
      │ LISTEN *:80           │
      │ one network namespace │
      └───────────────────────┘
      "
    `);
  });

  it('leads to a container of none mode, nor to one that does not run', () => {
    expect(drawnWires(recorded('26.1'), ['lone', 'gone'], 60)).toMatchInlineSnapshot(`
      "
      ┌───────────────────┐
      │ lone              │
      │ LISTEN *:80       │
      │ lone has no wire  │
      └───────────────────┘
      ┌───────────────────┐
      │ gone              │
      │ gone does not run │
      └───────────────────┘
      no wire leads from lone to gone
      "
    `);
  });

  it('is known of where nothing could be read, and the drawing says that', () => {
    const snapshot = hostWith([{ name: 'web', on: { front: '172.18.0.2' } }]);
    expect(drawnWires({ ...snapshot, stacks: {} }, ['web', 'host'], 60)).toMatch(
      /web could not be read[\s\S]*host could not be read/,
    );
  });

  it('leads to a container whose veth was taken off the bridge', () => {
    const snapshot = hostWith([
      { name: 'web', on: { front: '172.18.0.2' } },
      { name: 'db', on: { front: '172.18.0.3' } },
    ]);
    const host = snapshot.stacks.host1;
    if (host === undefined) throw new Error('no host');
    const links = host.links.map(link => (link.peer === 100 ? { ...link, master: undefined } : link));
    expect(wiresOf(snapshot, 'web', 'db').kind).toBe('path');
    expect(
      wiresOf({ ...snapshot, stacks: { ...snapshot.stacks, host1: { ...host, links } } }, 'web', 'db').kind,
    ).toBe('unwired');
  });

  it('is looked for from a name nobody has, or that several have', () => {
    expect(wiresOf(recorded('26.1'), 'web', 'clint')).toEqual({
      kind: 'unknown',
      name: 'clint',
      near: ['client'],
    });
    expect(wiresOf(twoHosts(), 'wa', 'host')).toMatchObject({ kind: 'ambiguous', name: 'host' });
  });
});

import { describe, expect, test, vi } from 'vitest';
import { fillPlaceholders, placeholders } from '../../../src/probe/schema/index.ts';
import { remembered } from '../../../src/session/apply.ts';
import { stepOf } from '../../../src/session/steps.ts';
import { lessonOf, running } from './fixture.ts';

const step = (remember: Record<string, string>) =>
  stepOf(
    lessonOf([
      {
        id: 'one',
        kind: 'do',
        checks: [running('box-runs', 'box1')],
        remember,
        solutions: [{ run: 'true' }],
      },
    ]),
    'one',
  );

/** A lab in which these placeholders have a value; counts how often it is looked at. */
function labWith(values: Readonly<Record<string, string>>) {
  const lab = {
    looks: 0,
    resolvePlaceholders: async (text: string) => {
      lab.looks += 1;
      return {
        text: fillPlaceholders(text, found => values[found.text] ?? found.text),
        unknown: placeholders(text).flatMap(found => (found.text in values ? [] : [found.text])),
      };
    },
  };
  return lab;
}

const context = { hosts: new Map(), seen: {}, answers: {} };

describe('what a step asks to remember', () => {
  test('is read with one look at the lab, however much it is', async () => {
    const lab = labWith({ '{id:web}': '0123456789ab', '{ip:web}': '172.17.0.2' });
    const found = await remembered(lab, step({ web: '{id:web}', address: 'at {ip:web}' }), context);
    expect(found).toEqual({ values: { web: '0123456789ab', address: 'at 172.17.0.2' }, unknown: [] });
    expect(lab.looks).toBe(1);
  });

  test('is known for each key by itself', async () => {
    const lab = labWith({ '{ip:web}': '172.17.0.2' });
    const found = await remembered(lab, step({ gone: '{id:box9}', web: '{ip:web}' }), context);
    expect(found).toEqual({ values: { web: '172.17.0.2' }, unknown: ['gone'] });
  });

  test('is looked for again where Docker had no answer at first', async () => {
    const values: Record<string, string> = {};
    const lab = labWith(values);
    const found = remembered(lab, step({ web: '{id:web}' }), context);
    await vi.waitUntil(() => lab.looks === 1);
    values['{id:web}'] = '0123456789ab';
    expect(await found).toEqual({ values: { web: '0123456789ab' }, unknown: [] });
  });

  test('is nothing where nothing is asked for', async () => {
    const found = await remembered(labWith({}), step({}), context);
    expect(found).toEqual({ values: {}, unknown: [] });
  });
});

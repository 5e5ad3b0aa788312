import { expect, test } from 'vitest';
import { causeIds, remedySaid } from '../../../src/network/index.ts';
import { en } from '../../../src/text/en/index.ts';

test('every cause has its sentence, and a remedy unless it says why all is well', () => {
  const said = causeIds.flatMap(id => [
    `cause.${id}`,
    ...(remedySaid({ id, params: {} }) ? [`fix.${id}`] : []),
  ]);
  expect(said.filter(key => !(key in en))).toEqual([]);
  const known = Object.keys(en).filter(key => key.startsWith('fix.'));
  expect(known.filter(key => !said.includes(key))).toEqual([]);
});

import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { type JUnitCase, junitXml } from '../../../src/cli/junit.ts';

const nasty = '中文 <b>&amp;</b> "quoted" \'so\' ]]> \x00\x1b[31m\x07 a\tb\r\nc \ud800 \uffff 😀';

const base = { group: 'netdojo.isolation.routes', name: 'next-hop', seconds: 0.25 };

function report(cases: readonly JUnitCase[]): string {
  return junitXml({ name: 'isolation', at: 0, properties: { mode: 'self-check', step: nasty }, cases });
}

/** What another XML parser reads in it: every element with its attributes and text. Throws for a document not well-formed. */
function parsed(xml: string): { tag: string; attributes: Record<string, string>; text: string }[] {
  const read =
    'import sys, json, xml.etree.ElementTree as e\n' +
    'r = e.fromstring(sys.stdin.buffer.read())\n' +
    'json.dump([{"tag": x.tag, "attributes": x.attrib, "text": x.text or ""} for x in r.iter()], sys.stdout)';
  return JSON.parse(execFileSync('python3', ['-c', read], { input: xml, encoding: 'utf8' }));
}

test('what fails is a failure, what could not be measured an error, and both are counted', () => {
  const elements = parsed(
    report([
      { ...base, outcome: 'passed' },
      { ...base, outcome: 'failure', type: 'answer.other', message: 'no' },
      { ...base, outcome: 'error', type: 'not-measured', message: 'no telling' },
      { ...base, outcome: 'error' },
      { ...base, outcome: 'skipped', type: 'step.skipped', message: 'skipped' },
    ]),
  );
  const counts = { name: 'isolation', tests: '5', failures: '1', errors: '2', skipped: '1', time: '1.250' };
  expect(elements[0]).toMatchObject({ tag: 'testsuites', attributes: counts });
  expect(elements[1]).toMatchObject({
    tag: 'testsuite',
    attributes: { ...counts, timestamp: '1970-01-01T00:00:00' },
  });
  expect(elements.filter(({ tag }) => tag === 'testcase').map(({ attributes }) => attributes)).toEqual(
    Array.from({ length: 5 }, () => ({
      classname: 'netdojo.isolation.routes',
      name: 'next-hop',
      time: '0.250',
    })),
  );
  expect(elements.filter(({ tag }) => ['failure', 'error', 'skipped'].includes(tag))).toEqual([
    { tag: 'failure', attributes: { type: 'answer.other', message: 'no' }, text: '' },
    { tag: 'error', attributes: { type: 'not-measured', message: 'no telling' }, text: '' },
    { tag: 'error', attributes: {}, text: '' },
    { tag: 'skipped', attributes: { message: 'skipped' }, text: '' },
  ]);
});

test('it is well-formed whatever the texts hold, and says all that XML can say', () => {
  const elements = parsed(
    report([
      { ...base, outcome: 'failure', message: nasty, text: nasty },
      { ...base, outcome: 'passed', text: nasty },
    ]),
  );
  const shown = nasty
    .replace('\x00', '␀')
    .replace('\x1b', '␛')
    .replace('\x07', '␇')
    .replace('\ud800', '\ufffd')
    .replace('\uffff', '\ufffd');
  const found = elements.filter(({ tag }) => ['property', 'failure', 'system-out'].includes(tag));
  expect(found).toMatchObject([
    { attributes: { value: 'self-check' } },
    { attributes: { value: shown } },
    { attributes: { message: shown }, text: shown },
    { text: shown },
  ]);
});

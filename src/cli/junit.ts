/** What JUnit calls an outcome: a check that fails is a `failure`, one that could not be measured an `error`. */
export type JUnitOutcome = 'passed' | 'failure' | 'error' | 'skipped';

export type JUnitCase = {
  /** What the case belongs to, with dots: `netdojo.isolation.routes`. */
  readonly group: string;
  /** Stable over languages and runs: readers of JUnit follow a case by its group and name. */
  readonly name: string;
  readonly seconds: number;
  readonly outcome: JUnitOutcome;
  /** A code, for those that do not pass. */
  readonly type?: string;
  /** One line: the title, and what was got. */
  readonly message?: string;
  /** Everything there is to say. */
  readonly text?: string;
};

export type JUnitReport = {
  /** The lesson; `netdojo` where none could be opened. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly properties: Readonly<Record<string, string>>;
  readonly cases: readonly JUnitCase[];
};

/** A report as a JUnit file with one suite. Well-formed whatever the texts hold. */
export function junitXml({ name, at, properties, cases }: JUnitReport): string {
  const count = (outcome: JUnitOutcome) => cases.filter(one => one.outcome === outcome).length;
  const counts = attributes({
    name,
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: seconds(cases.reduce((sum, one) => sum + one.seconds, 0)),
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${counts}>`,
    `  <testsuite${counts}${attributes({ timestamp: new Date(at).toISOString().slice(0, 19) })}>`,
    '    <properties>',
    ...Object.entries(properties).map(
      ([key, value]) => `      <property${attributes({ name: key, value })}/>`,
    ),
    '    </properties>',
    ...cases.flatMap(caseLines),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function caseLines({ group, name, seconds: took, outcome, type, message, text }: JUnitCase): string[] {
  const open = `    <testcase${attributes({ classname: group, name, time: seconds(took) })}`;
  if (outcome === 'passed')
    return text === undefined ? [`${open}/>`] : [`${open}>`, output(text), '    </testcase>'];
  // `skipped` has no type in the schema readers use.
  const why = attributes({ message, ...(outcome === 'skipped' ? {} : { type }) });
  return [`${open}>`, `      <${outcome}${why}>${escaped(text ?? '')}</${outcome}>`, '    </testcase>'];
}

function output(text: string): string {
  return `      <system-out>${escaped(text)}</system-out>`;
}

function seconds(value: number): string {
  return value.toFixed(3);
}

function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) => ` ${key}="${escaped(String(value)).replace(/\n/g, '&#10;').replace(/\t/g, '&#9;')}"`,
    )
    .join('');
}

/** Text for XML 1.0, which has no place for most control characters, not even as a reference: shown as their pictures. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, char =>
      String.fromCodePoint(0x2400 + (char.codePointAt(0) ?? 0)),
    )
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\r/g, '&#13;');
}

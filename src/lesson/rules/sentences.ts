import { said } from '../../probe/schema/index.ts';
import { placedChecks } from '../checks.ts';
import { unknownWord } from '../issues.ts';
import type { Readable } from '../manuscript.ts';
import type { CodesByKind, Complaint } from '../types.ts';

/** A check's own sentences: one for each confusion, and none that nothing can bring about. */
export function sentences({ structure, yaml, sheets }: Readable, codes: CodesByKind): Complaint[] {
  return placedChecks(structure).flatMap(({ step, check, path }) =>
    sheets.flatMap(({ lang, file, steps }): Complaint[] => {
      const section = steps.find(one => one.id === step.id);
      if (section === undefined) return [];
      const prose = section.checks.find(one => one.id === check.id);
      const keys = check.probe === 'answer' ? Object.keys(check.confusions) : [];
      const told = prose?.says.map(({ key }) => key) ?? [];
      return [
        ...keys
          .filter(key => !told.includes(key))
          .map(key => yaml.atKey([...path, 'confusions', key], said('lint.confusion-untold', { key, lang }))),
        // `fail` stands for all failures without a sentence of their own.
        ...(prose?.says ?? [])
          .filter(({ key }) => key !== 'fail' && !keys.includes(key) && !codes[check.probe].includes(key))
          .map(({ key, line, column }) => ({
            file,
            line,
            column,
            what: unknownWord('lint.sentence-for-nothing', key, [...keys, 'fail', ...codes[check.probe]]),
          })),
      ];
    }),
  );
}

import { said } from '../../probe/schema/index.ts';
import { placedChecks } from '../checks.ts';
import { unknownWord } from '../issues.ts';
import type { Rule } from '../manuscript.ts';
import type { Complaint } from '../types.ts';

/** A check's own sentences: one for each confusion, and none that nothing can bring about. */
export const sentences: Rule = ({ structure, yaml, sheets }) =>
  placedChecks(structure).flatMap(({ step, check, path }) =>
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
        // A code of what a check got has a dot; `fail` stands for all others.
        ...(prose?.says ?? [])
          .filter(({ key }) => !key.includes('.') && key !== 'fail' && !keys.includes(key))
          .map(({ key, line, column }) => ({
            file,
            line,
            column,
            what: unknownWord('lint.sentence-for-nothing', key, [...keys, 'fail']),
          })),
      ];
    }),
  );

import { said } from '../../probe/schema/index.ts';
import { placedChecks } from '../checks.ts';
import { unknownWord } from '../issues.ts';
import type { Readable } from '../manuscript.ts';
import type { Complaint, Vocabulary } from '../types.ts';

/** A check's own sentences: one for each confusion, none that nothing can bring about, and no name that nothing fills. */
export function sentences(
  { structure, yaml, sheets }: Readable,
  { codes, parametersIn, parametersOf }: Vocabulary,
): Complaint[] {
  return placedChecks(structure).flatMap(({ step, check, path }) =>
    sheets.flatMap(({ lang, file, steps }): Complaint[] => {
      const section = steps.find(one => one.id === step.id);
      if (section === undefined) return [];
      const keys = check.probe === 'answer' ? Object.keys(check.confusions) : [];
      const says = section.checks.find(one => one.id === check.id)?.says ?? [];
      const told = says.map(({ key }) => key);
      // `fail` stands for all failures without a sentence of their own.
      const known = [...keys, 'fail', ...codes[check.probe]];
      return [
        ...keys
          .filter(key => !told.includes(key))
          .map(key => yaml.atKey([...path, 'confusions', key], said('lint.confusion-untold', { key, lang }))),
        ...says.flatMap(({ key, text, line, column }) => {
          if (!known.includes(key))
            return [{ file, line, column, what: unknownWord('lint.sentence-for-nothing', key, known) }];
          const values = parametersOf(keys.includes(key) ? 'answer.confused' : key);
          return parametersIn(text)
            .filter(name => !values.includes(name))
            .map(name => ({
              file,
              line,
              column,
              what: unknownWord('lint.no-parameter', name, values, { key }),
            }));
        }),
      ];
    }),
  );
}

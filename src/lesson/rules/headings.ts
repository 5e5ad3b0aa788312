import { said } from '../../probe/schema/index.ts';
import { placedChecks } from '../checks.ts';
import { unknownWord } from '../issues.ts';
import type { Manuscript, Rule } from '../manuscript.ts';
import type { Step } from '../schema.ts';
import type { At, Sheet, StepSheet } from '../sheet.ts';
import type { Complaint } from '../types.ts';

/** Every heading the structure asks for is in each language, in the order of the structure, and none besides. */
export const headings: Rule = ({ structure, sheets }) =>
  sheets.flatMap(sheet => {
    const complain = (at: At, what: Complaint['what']): Complaint => place(sheet, at, what);
    const ids = structure.steps.map(step => step.id);
    const found: Complaint[] = [];

    const seen: string[] = [];
    for (const step of sheet.steps) {
      if (seen.includes(step.id))
        found.push(complain(step, said('lint.heading-twice', { heading: step.id })));
      else if (!ids.includes(step.id))
        found.push(complain(step, unknownWord('lint.extra-step-heading', step.id, ids)));
      seen.push(step.id);
    }
    for (const id of ids)
      if (!seen.includes(id)) found.push(complain(sheetEnd(sheet), said('lint.missing-step', { step: id })));
    const misplaced = firstOutOfOrder(sheet.steps, ids);
    if (misplaced !== undefined)
      found.push(complain(misplaced, said('lint.heading-order', { heading: misplaced.id })));
    if (sheet.closing === undefined) found.push(complain(sheetEnd(sheet), said('lint.missing-closing')));
    else if (sheet.closing.text === '') found.push(complain(sheet.closing, said('lint.empty-section')));

    for (const step of structure.steps) {
      const prose = sheet.steps.find(one => one.id === step.id);
      if (prose !== undefined) found.push(...stepHeadings(step, prose, complain));
    }
    return found;
  });

function stepHeadings(
  step: Step,
  prose: StepSheet,
  complain: (at: At, what: Complaint['what']) => Complaint,
): Complaint[] {
  const found: Complaint[] = [];
  if (prose.body === '') found.push(complain(prose, said('lint.empty-section')));
  const checks = [...step.checks, ...step.bystanders].map(check => check.id);
  for (const check of prose.checks)
    if (!checks.includes(check.id))
      found.push(complain(check, unknownWord('lint.extra-check-heading', check.id, checks)));
  if (step.predict === undefined) {
    if (prose.predict !== undefined) found.push(complain(prose.predict, said('lint.extra-predict')));
    return found;
  }
  if (prose.predict === undefined) return [...found, complain(prose, said('lint.missing-predict'))];
  const ids = Object.keys(step.predict.choices);
  for (const choice of prose.predict.choices)
    if (!ids.includes(choice.id))
      found.push(complain(choice, unknownWord('lint.extra-choice', choice.id, ids)));
  const told = prose.predict.choices.map(choice => choice.id);
  // With no choice at all the form of the list is at fault, and has been said.
  for (const id of told.length > 0 ? ids : [])
    if (!told.includes(id)) found.push(complain(prose.predict, said('lint.missing-choice', { choice: id })));
  for (const [index, choice] of prose.predict.choices.entries())
    if (told.indexOf(choice.id) < index)
      found.push(complain(choice, said('lint.choice-twice', { choice: choice.id })));
  return found;
}

/** The languages have the same headings and the same own sentences. Works without the structure. */
export function languages({ sheets, structure }: Pick<Manuscript, 'sheets' | 'structure'>): Complaint[] {
  const [first, ...others] = sheets;
  if (first === undefined) return [];
  // A heading the structure doesn't know is complained of where it stands, not where it is missing.
  const known = structure && new Set(placedChecks(structure).map(({ check }) => check.id));
  return others.flatMap(other => [...compare(first, other, known), ...compare(other, first, known)]);
}

/** What `sheet` lacks that `model` has. */
function compare(model: Sheet, sheet: Sheet, known: ReadonlySet<string> | undefined): Complaint[] {
  return model.steps.flatMap(there => {
    const here = sheet.steps.find(step => step.id === there.id);
    if (here === undefined) return [];
    const found = there.checks.flatMap((check): Complaint[] => {
      if (known !== undefined && !known.has(check.id)) return [];
      const twin = here.checks.find(one => one.id === check.id);
      if (twin === undefined)
        return [place(sheet, here, said('lint.heading-only-in', { heading: check.id, lang: model.lang }))];
      const lacking = check.says.filter(({ key }) => !twin.says.some(one => one.key === key));
      const untitled = check.title !== undefined && twin.title === undefined;
      return [
        ...(untitled ? [place(sheet, twin, said('lint.title-only-in', { lang: model.lang }))] : []),
        ...lacking.map(({ key }) =>
          place(sheet, twin, said('lint.sentence-only-in', { key, lang: model.lang })),
        ),
      ];
    });
    const same = here.order.filter(id => there.order.includes(id));
    const wanted = there.order.filter(id => here.order.includes(id));
    const odd = same.find((id, index) => id !== wanted[index]);
    // Said once, of the later language.
    if (odd !== undefined && model.lang === 'en')
      found.push(place(sheet, here, said('lint.heading-order-in', { heading: odd, lang: model.lang })));
    return found;
  });
}

function firstOutOfOrder(steps: readonly StepSheet[], ids: readonly string[]): StepSheet | undefined {
  let last = -1;
  for (const step of steps) {
    const index = ids.indexOf(step.id);
    if (index < 0) continue;
    if (index < last) return step;
    last = index;
  }
  return undefined;
}

function place(sheet: Sheet, { line, column }: At, what: Complaint['what']): Complaint {
  return { file: sheet.file, line, column, what };
}

function sheetEnd(sheet: Sheet): At {
  return { line: Math.max(sheet.lines.length - (sheet.lines.at(-1) === '' ? 1 : 0), 1), column: 1 };
}

export type { CheckResult, Evidence, Outcome, Verdict } from '../result.ts';
export { outcomes } from '../result.ts';
export type { Said, SaidParam } from '../said.ts';
export { said } from '../said.ts';
export type { Attempt } from './attempt.ts';
export { attemptSaid } from './attempt.ts';
export type { Check, CheckOf, ProbeKind } from './check.ts';
export {
  checkSchema,
  isPositive,
  namesOf,
  placesIn,
  probeClass,
  runsAlone,
  runsByItself,
  titleOf,
} from './check.ts';
export { slug } from './fields.ts';
export type { CheckClass } from './kind.ts';
export { allClasses } from './kind.ts';
export type { Measure } from './measure.ts';
export { measureSchema } from './measure.ts';
export { nearest } from './nearest.ts';
export type { Place } from './place.ts';
export { parsePlace, splitHost } from './place.ts';
export type { Placeholder } from './placeholder.ts';
export { fillPlaceholders, placeholderKinds, placeholders } from './placeholder.ts';
export { reaches } from './reaching.ts';
export type { RuleMark } from './rule.ts';
export { ruleMarks, ruleSaid, saysWhichRule } from './rule.ts';
export { isName, placeSaid, portNumber, valueSaid } from './words.ts';

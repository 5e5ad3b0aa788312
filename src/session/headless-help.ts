import { contextOf, play } from './apply.ts';
import { checkStep, judgeNow, measuredNow, passStep } from './headless-check.ts';
import type {
  AnswerReport,
  AppliedReport,
  HintReport,
  Refused,
  ShownSolution,
  SkippedReport,
  SolutionsReport,
  StepReport,
  Up,
} from './headless-types.ts';
import { forbidden, hintsOf, policyOf } from './policy.ts';
import { untouched } from './step-record.ts';
import { answersIn, solutionsOf, stepOf } from './steps.ts';

/** Takes a prediction or an answer for the current step. An answer is judged at once, and so is a `predict` step. */
export async function answerStep(up: Up, value: string, signal: AbortSignal): Promise<AnswerReport> {
  const { step: id, steps } = up.record();
  const step = stepOf(up.lesson, id);
  const choices = Object.keys(step.predict?.choices ?? {});
  const answerable = step.checks.some(check => check.probe === 'answer');
  const { predicted } = steps[id] ?? untouched;

  const choice = choiceMeant(value, choices);
  if (step.predict !== undefined && predicted === undefined && choice !== undefined) {
    await up.happened([{ type: 'predicted', step: id, choice }]);
    if (step.kind !== 'predict') return { kind: 'predicted', step: id, choice, finished: false };
    const measured = await measuredNow(up, signal);
    const { movedTo, finished } = await checkStep(up, { signal });
    return {
      kind: 'predicted',
      step: id,
      choice,
      finished,
      ...(measured === undefined ? {} : { measured }),
      ...(movedTo === undefined ? {} : { movedTo }),
    };
  }
  if (answerable) {
    await up.answered(answersIn(step, value));
    await up.happened([{ type: 'answered', step: id, value }]);
    return { kind: 'answered', report: await checkStep(up, { signal }) };
  }
  if (step.predict === undefined) return { kind: 'refused', why: { code: 'session.no-prediction' } };
  if (predicted === undefined) return { kind: 'no-such-choice', choices };
  return { kind: 'refused', why: { code: 'session.already-predicted', params: { choice: predicted } } };
}

/** The choice meant by what was typed, in any case and width; undefined for anything else. */
function choiceMeant(typed: string, choices: readonly string[]): string | undefined {
  const plain = typed
    .normalize('NFKC')
    .replace(/["'`“”‘’]/g, '')
    .trim()
    .toLowerCase();
  return choices.find(choice => choice === plain);
}

/** Records one more hint for the current step and says which. */
export async function nextHint(up: Up): Promise<HintReport> {
  const { step, steps } = up.record();
  const of = hintsOf(up.lesson, step);
  const { hints } = steps[step] ?? untouched;
  if (hints >= of)
    return {
      kind: 'refused',
      step,
      why: { code: of === 0 ? 'session.no-hints' : 'session.no-hints-left' },
    };
  await up.happened([{ type: 'hint-shown', step }]);
  return { kind: 'hint', step, number: hints + 1, of };
}

/** Which solutions are meant: the current step's, those of one step, or all. */
export type Which = { readonly step?: string | undefined; readonly all?: boolean };

/** The solutions as plain shell; the steps they belong to are marked as shown. */
export async function showSolutions(up: Up, which: Which = {}): Promise<SolutionsReport> {
  const refused = refusal(up, 'solution');
  if (refused !== undefined) return refused;
  const record = up.record();
  const wanted = which.all === true ? up.lesson.steps.map(step => step.id) : [which.step ?? record.step];
  const context = contextOf(up.lesson, up.lab, record);
  const fill = async (text: string): Promise<string> =>
    (await up.probes.resolvePlaceholders(text, context)).text;
  const solutions: ShownSolution[] = [];
  for (const id of wanted)
    for (const solution of solutionsOf(stepOf(up.lesson, id)))
      solutions.push({
        step: id,
        id: solution.id,
        ...(solution.run === undefined ? {} : { run: await fill(solution.run) }),
        ...(solution.answer === undefined ? {} : { answer: await fill(solution.answer) }),
      });
  const shown = new Set(solutions.map(one => one.step));
  await up.happened([...shown].map(step => ({ type: 'solution-shown', step }) as const));
  return { kind: 'solutions', solutions };
}

/**
 * Plays solutions from the current step on: of that step, up to the one named, or all. Each is judged as `check` would;
 * the first that does not pass ends it. A step that lies behind is only played again.
 */
export async function applySolutions(up: Up, which: Which, signal: AbortSignal): Promise<AppliedReport> {
  const refused = refusal(up, 'solution');
  if (refused !== undefined) return refused;
  const order = up.lesson.steps.map(step => step.id);
  const { step: current, finished } = up.record();
  const last = which.all === true ? (order.at(-1) ?? current) : (which.step ?? current);
  if (order.indexOf(last) < order.indexOf(current) || (finished && which.all !== true)) {
    await playStep(up, last, signal);
    return { kind: 'applied', steps: [] };
  }
  const reports: StepReport[] = [];
  while (!up.record().finished) {
    const { step } = up.record();
    const report = await applyCurrent(up, signal);
    reports.push(report);
    if (report.recorded === undefined || step === last) break;
  }
  return { kind: 'applied', steps: reports };
}

/** Plays the current step's solution unseen and leaves the step as skipped, once what it asks for is so. */
export async function skipStep(up: Up, signal: AbortSignal): Promise<SkippedReport> {
  const refused = refusal(up, 'skip');
  if (refused !== undefined) return refused;
  const { step, finished } = up.record();
  if (finished) return { kind: 'refused', why: { code: 'session.nothing-to-skip' } };
  await playStep(up, step, signal);
  const own = (await judgeNow(up, { signal })).filter(one => !one.held && !one.ref.bystander);
  if (own.some(one => one.result.verdict !== 'pass')) return { kind: 'in-the-way', step, judged: own };
  return { kind: 'skipped', step, ...(await passStep(up, 'skipped')) };
}

async function applyCurrent(up: Up, signal: AbortSignal): Promise<StepReport> {
  const { step: id } = up.record();
  await playStep(up, id, signal);
  if (solutionsOf(stepOf(up.lesson, id)).length > 0)
    await up.happened([{ type: 'solution-shown', step: id }]);
  const report = await checkStep(up, { signal });
  // Nobody else can make a learner's prediction: such a step is passed by without one.
  if (report.waiting !== 'prediction') return report;
  const { waiting: _none, ...rest } = report;
  return { ...rest, verdict: 'pass', ...(await passStep(up, 'skipped')) };
}

async function playStep(up: Up, id: string, signal: AbortSignal): Promise<void> {
  const step = stepOf(up.lesson, id);
  const [solution] = solutionsOf(step);
  if (solution === undefined) return;
  const { lesson, lab, probes } = up;
  const known = up.record();
  const after = await play({ lesson, step, solution, lab, known, probes, signal, keepGoing: true });
  if (after !== known) await up.answered(after.answers);
}

function refusal(up: Up, word: 'solution' | 'skip'): Refused | undefined {
  const why = forbidden(policyOf(up.record()), word);
  return why === undefined ? undefined : { kind: 'refused', why };
}

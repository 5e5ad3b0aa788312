import type { Prediction } from '../lesson/index.ts';
import type { ProbeContext, Reading } from '../probe/index.ts';
import type { Probes } from './probes.ts';
import type { Measured } from './types.ts';

/** The choices that what was measured bears out; never one that says `unsure`. */
export async function choicesBorneOut(
  prediction: Prediction,
  reading: Extract<Reading, { measured: true }>,
  fill: (text: string) => Promise<string>,
): Promise<readonly string[]> {
  const borne: string[] = [];
  for (const [choice, looks] of Object.entries(prediction.choices)) {
    if (looks === 'unsure') continue;
    const { outcome, contains, value } = looks;
    if (outcome !== undefined && outcome !== reading.outcome) continue;
    if (contains !== undefined && !reading.value.includes(await fill(contains))) continue;
    if (value !== undefined && reading.value.trim() !== (await fill(value)).trim()) continue;
    borne.push(choice);
  }
  return borne;
}

/** One measurement of a prediction: the reading, and the choices it bears out. */
export type PredictionReading = { readonly reading: Reading; readonly choices: readonly string[] };

/** Measures a prediction once. Rejects with an AbortError, or an `EnvironmentError` when a host is gone. */
export async function measurePrediction(
  probes: Probes,
  prediction: Prediction,
  context: ProbeContext,
  signal: AbortSignal,
): Promise<PredictionReading> {
  const reading = await probes.measure(prediction.measure, context, signal);
  if (!reading.measured) return { reading, choices: [] };
  const choices = await choicesBorneOut(
    prediction,
    reading,
    async text => (await probes.resolvePlaceholders(text, context)).text,
  );
  return { reading, choices };
}

/** What the learner is shown beside the choice. Two choices borne out are none: nobody can say which came true. */
export function toMeasured({ reading, choices }: PredictionReading): Measured {
  const [choice, second] = choices;
  return {
    choice: second === undefined ? choice : undefined,
    got: reading.got,
    ...(reading.measured ? { evidence: reading.evidence } : {}),
  };
}

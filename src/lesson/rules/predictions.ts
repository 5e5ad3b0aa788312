import { isDeepStrictEqual } from 'node:util';
import { type Measure, outcomes, said } from '../../probe/schema/index.ts';
import { neverGiven } from '../checks.ts';
import { unknownWord } from '../issues.ts';
import type { Rule } from '../manuscript.ts';
import type { Complaint } from '../types.ts';

/** What the outcome of a measure may be called; `undefined` where any text may come. */
export const measureOutcomes: Readonly<Record<Measure['probe'], readonly string[] | undefined>> = {
  ping: outcomes.filter(outcome => !neverGiven.ping.includes(outcome)),
  tcp: outcomes.filter(outcome => !neverGiven.tcp.includes(outcome)),
  udp: outcomes.filter(outcome => !neverGiven.udp.includes(outcome)),
  http: outcomes,
  counter: ['rises', 'still'],
  capture: ['seen', 'not-seen'],
  dns: ['resolves', 'no-such-name'],
  container: ['running', 'exited', 'created', 'paused', 'absent'],
  interface: ['up', 'down', 'absent'],
  'hosts-entry': ['present', 'absent'],
  resolver: undefined,
  env: ['set', 'unset'],
  published: ['published', 'declared', 'not-published'],
  listening: ['listening', 'closed'],
  'same-namespace': ['same', 'different'],
  process: ['running', 'absent'],
  file: ['present', 'absent'],
  throughput: ['faster', 'slower', 'alike'],
  command: undefined,
};

/** Measures that read nothing but their outcome. */
const textless: readonly Measure['probe'][] = ['ping', 'tcp', 'udp', 'counter', 'capture', 'throughput'];

/** A prediction has three to five choices, told apart by what is measured, one of them "I can't tell yet". */
export const predictions: Rule = ({ structure, yaml }) =>
  structure.steps.flatMap((step, index) => {
    if (step.predict === undefined) return [];
    const path = ['steps', index, 'predict', 'choices'];
    const { measure, choices } = step.predict;
    const entries = Object.entries(choices);
    const found: Complaint[] = [];
    if (entries.length < 3 || entries.length > 5)
      found.push(yaml.at(path, said('lint.choice-count', { count: entries.length })));
    const unsure = entries.filter(([, reading]) => reading === 'unsure');
    if (unsure.length === 0) found.push(yaml.at(path, said('lint.no-unsure')));
    for (const [id] of unsure.slice(1)) found.push(yaml.at([...path, id], said('lint.second-unsure')));
    const known = measureOutcomes[measure.probe];
    for (const [at, [id, reading]] of entries.entries()) {
      if (reading === 'unsure') continue;
      const twin = entries.slice(0, at).find(([, other]) => isDeepStrictEqual(other, reading));
      if (twin !== undefined)
        found.push(yaml.at([...path, id], said('lint.same-reading', { choice: twin[0] })));
      if (textless.includes(measure.probe))
        for (const field of ['contains', 'value'] as const)
          if (reading[field] !== undefined)
            found.push(
              yaml.at([...path, id, field], said('lint.nothing-read', { kind: measure.probe, field })),
            );
      if (reading.outcome !== undefined && known !== undefined && !known.includes(reading.outcome))
        found.push(
          yaml.at([...path, id, 'outcome'], unknownWord('lint.unknown-outcome', reading.outcome, known)),
        );
    }
    return found;
  });

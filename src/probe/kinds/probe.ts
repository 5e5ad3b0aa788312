import type { Judgement } from '../judgement.ts';
import type { Obstacle } from '../obstacle.ts';
import type { Scene } from '../scene.ts';
import type { CheckOf, ProbeKind, Said } from '../schema/index.ts';

/** One kind of probe. Only `run` touches the lab; the rest is pure. */
export type Probe<K extends ProbeKind, Raw extends object> = {
  /** Every code `judge` may put into `got`, besides the common ones of `obstacle.ts`. */
  readonly codes: readonly string[];
  /** Looks. Rejects with an AbortError when the signal fires, with an EnvironmentError when the lab host is gone. */
  run(check: CheckOf<K>, scene: Scene, signal: AbortSignal): Promise<Raw | Obstacle>;
  judge(check: CheckOf<K>, raw: Raw): Judgement;
  asked(check: CheckOf<K>): Said;
  expected(check: CheckOf<K>): Said;
};

/** A probe that finds one thing without wanting it: a prediction can measure with it. */
export type StateProbe<K extends ProbeKind, Raw extends object> = Probe<K, Raw> & {
  /** What was found: one of the words a prediction may name, and the whole text. */
  reading(raw: Raw): { readonly outcome: string; readonly value: string };
};

/** Several things expected at once, as one sentence. */
export function all(parts: readonly Said[]): Said {
  const [first] = parts;
  return first !== undefined && parts.length === 1 ? first : { code: 'expect.all', params: { parts } };
}

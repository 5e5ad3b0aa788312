import { distance } from 'fastest-levenshtein';

/** The candidate most like a word, or `undefined` when none is like it: more than a third of it (at least 2) differs. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.ceil(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const far = distance(word, candidate);
    // A word that shares nothing with the candidate is no slip of the fingers, however short both are.
    if (far < least && far < Math.max(word.length, candidate.length)) {
      best = candidate;
      least = far;
    }
  }
  return best;
}

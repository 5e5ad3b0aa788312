import { distance } from 'fastest-levenshtein';

/** The candidate most like a word, or `undefined` when none is like it: more than a third of it (at least 2) differs. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.ceil(word.length / 3)) + 1;
  for (const candidate of candidates) {
    // Of two as far away, the one as long as the word: letters are swapped more often than left out.
    const far = distance(word, candidate) + Math.abs(word.length - candidate.length) / 100;
    // A word that shares nothing with the candidate is no slip of the fingers, however short both are.
    if (far < least && Math.floor(far) < Math.max(word.length, candidate.length)) {
      best = candidate;
      least = far;
    }
  }
  return best;
}

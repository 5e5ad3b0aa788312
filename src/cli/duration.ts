import { UsageError } from './usage-error.ts';

const most = 24 * 60 * 60;

/** Seconds in `90s`, `45m` or `2h`; at least one minute so that a lab outlives its boot, at most a day. Throws `UsageError`. */
export function parseDuration(word: string): number {
  const match = /^(\d{1,5})(s|m|h)$/.exec(word.trim());
  const seconds = Number(match?.[1]) * ({ s: 1, m: 60, h: 3600 }[match?.[2] ?? ''] ?? Number.NaN);
  if (!(seconds >= 60 && seconds <= most)) throw new UsageError('cli.bad-time', { word });
  return seconds;
}

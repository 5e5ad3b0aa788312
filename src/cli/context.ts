import type { Lang } from '../text/index.ts';

/** What every command gets: the global options, and where to write. */
export type Context = {
  readonly lang: Lang;
  /** One JSON document on standard output instead of text. */
  readonly json: boolean;
  /** Never ask. */
  readonly yes: boolean;
  /** Engine to use, as a URL; undefined: find it. */
  readonly engineHost: string | undefined;
  /** Lab to work on; undefined: the user's current one. */
  readonly lab: string | undefined;
  /** Control character that hands the keyboard to the lesson, such as `^]`. */
  readonly prefix: string | undefined;
  /** Whether pages may be drawn: standard output is a terminal that can, and nobody asked for plain lines. */
  readonly fancy: boolean;
  /** Fires at Ctrl-C and at a request to end. */
  readonly signal: AbortSignal;
};

export type GlobalOptions = {
  lang?: string;
  json?: boolean;
  color?: boolean;
  yes?: boolean;
  engineHost?: string;
  lab?: string;
  plain?: boolean;
  prefix?: string;
};

/**
 * The language asked for, else the locale's, else English. `--lang` with anything but `en` or `zh` gives undefined.
 */
export function chooseLang(asked: string | undefined, env: NodeJS.ProcessEnv): Lang | undefined {
  if (asked !== undefined) return asked === 'en' || asked === 'zh' ? asked : undefined;
  // The order of setlocale(3): LC_ALL overrules LC_MESSAGES, which overrules LANG.
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^zh/i.test(locale) ? 'zh' : 'en';
}

/**
 * Whether pages may be drawn on this stream: it is a terminal, not a dumb one, and has a size. One without (a serial line,
 * `docker exec -t`) says 0 × 0, and nothing fits on that.
 */
export function isFancy(stream: { isTTY?: boolean; columns?: number }, env: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && stream.columns !== 0 && env.TERM !== 'dumb' && env.TERM !== undefined;
}

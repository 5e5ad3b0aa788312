import type { Key } from '../text/index.ts';

/** What was typed does not fit. `code` has its sentence in `text`; `nearest` is offered when there is one. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code: Key;
  readonly params: Readonly<Record<string, string>>;
  readonly nearest: string | undefined;

  constructor(code: Key, params: Readonly<Record<string, string>> = {}, nearest?: string) {
    super(code);
    this.code = code;
    this.params = params;
    this.nearest = nearest;
  }
}

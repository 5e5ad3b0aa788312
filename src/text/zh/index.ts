import type { en } from '../en/index.ts';
import { check } from './check.ts';
import { cli } from './cli.ts';
import { environment } from './environment.ts';
import { lint } from './lint.ts';
import { session } from './session.ts';
import { tui } from './tui.ts';

export const zh: Readonly<Record<keyof typeof en, string>> = {
  ...check,
  ...cli,
  ...environment,
  ...lint,
  ...session,
  ...tui,
};

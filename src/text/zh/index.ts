import type { en } from '../en/index.ts';
import { check } from './check.ts';
import { cli } from './cli.ts';
import { environment } from './environment.ts';
import { found } from './found.ts';
import { lint } from './lint.ts';
import { map } from './map.ts';
import { session } from './session.ts';
import { tui } from './tui.ts';
import { why } from './why.ts';

type Chinese = typeof check &
  typeof cli &
  typeof environment &
  typeof found &
  typeof lint &
  typeof map &
  typeof session &
  typeof tui &
  typeof why;

/** A key that is missing in Chinese does not compile here. */
type Complete = keyof typeof en extends keyof Chinese ? Readonly<Record<keyof typeof en, string>> : never;

export const zh: Complete = Object.assign(
  Object.create(null),
  check,
  cli,
  environment,
  found,
  lint,
  map,
  session,
  tui,
  why,
);

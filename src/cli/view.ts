import { type View, viewOfLab } from '../probe/index.ts';
import type { Options } from './command-spec.ts';
import type { Context } from './context.ts';
import { withUp } from './up-desk.ts';

/** Opens what a command looks at, does `work` with it, and lets go of it. Throws as `withUp` does. */
export async function withView<Result>(
  context: Context,
  _options: Options,
  work: (view: View) => Promise<Result>,
): Promise<Result> {
  return await withUp(context, up => work(viewOfLab(up.lab, context.signal)));
}

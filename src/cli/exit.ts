/** What the exit codes mean. Scripts rely on them. */
export const exit = {
  /** Done, or all checks pass. */
  done: 0,
  /** A check fails, or a lesson is unproven. */
  failed: 1,
  /** Wrong usage or bad input. */
  usage: 2,
  /** The environment cannot do it, or nothing failed but something could not be measured. */
  environment: 3,
  /** `exec`: the environment failed before the command could run, as in Docker. */
  execEnvironment: 125,
} as const;

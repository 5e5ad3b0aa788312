export type AheadOptions<Job, Ready> = {
  /** Makes ready what a job needs. */
  readonly begin: (job: Job) => Promise<Ready>;
  /**
   * Does a job, and gives the jobs that came of it: they are done before the ones that wait. Called once for every job
   * begun, also when making ready failed. Must not reject.
   */
  readonly work: (job: Job, ready: Promise<Ready>) => Promise<readonly Job[]>;
  /** Jobs done side by side. */
  readonly width: number;
  /** Jobs made ready before anybody is free to do them. */
  readonly ahead: number;
  /** No more jobs are begun after it fires. */
  readonly signal: AbortSignal;
};

/** Does jobs in order, several side by side, while what the next ones need is made ready. */
export async function workAhead<Job, Ready>(
  jobs: readonly Job[],
  { begin, work, width, ahead, signal }: AheadOptions<Job, Ready>,
): Promise<void> {
  const left = [...jobs];
  const begun: { readonly job: Job; readonly ready: Promise<Ready> }[] = [];
  let working = 0;
  let wake = Promise.withResolvers<void>();

  const refill = (atLeast: number): void => {
    while (begun.length < atLeast && !signal.aborted) {
      const job = left.shift();
      if (job === undefined) return;
      const ready = begin(job);
      // Heard by `work`; until then nobody listens.
      ready.catch(() => undefined);
      begun.push({ job, ready });
    }
  };

  const worker = async (): Promise<void> => {
    for (;;) {
      refill(1);
      const next = begun.shift();
      if (next === undefined) {
        if (working === 0) return;
        // Jobs may come of what the others do.
        await wake.promise;
        continue;
      }
      refill(ahead);
      working += 1;
      left.unshift(...(await work(next.job, next.ready)));
      working -= 1;
      wake.resolve();
      wake = Promise.withResolvers();
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
}

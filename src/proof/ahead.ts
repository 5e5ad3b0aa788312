export type AheadOptions<Job, Ready> = {
  /** Makes ready what a job needs. */
  readonly begin: (job: Job) => Promise<Ready>;
  /** Does a job. Called once for every job begun, also when making ready failed. Must not reject. */
  readonly work: (job: Job, ready: Promise<Ready>) => Promise<void>;
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
      if (next === undefined) return;
      refill(ahead);
      await work(next.job, next.ready);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
}

/** The error of something that was overtaken, as `fetch` and timers give it. */
export function abortError(): DOMException {
  return new DOMException('overtaken by something newer', 'AbortError');
}

/** Rejects with an AbortError once the signal fires. `forget` ends the wait. */
function aborted(signal: AbortSignal): { readonly promise: Promise<never>; forget(): void } {
  let forget = () => {};
  const promise = new Promise<never>((_, reject) => {
    const fire = () => reject(abortError());
    if (signal.aborted) fire();
    signal.addEventListener('abort', fire, { once: true });
    forget = () => signal.removeEventListener('abort', fire);
  });
  return { promise, forget };
}

/** What `work` gives, unless the signal fires first: then rejects with an AbortError. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const abort = aborted(signal);
  try {
    return await Promise.race([work, abort.promise]);
  } finally {
    abort.forget();
  }
}

/**
 * What `work` gives within some milliseconds; undefined when it is late, and then its own signal has fired.
 * Rejects with an AbortError when the outer signal fires.
 */
export async function within<T>(
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const own = new AbortController();
  const either = AbortSignal.any([signal, own.signal]);
  const timer = setTimeout(() => own.abort(abortError()), ms);
  try {
    return await unlessAborted(work(either), either);
  } catch (error) {
    if (signal.aborted) throw abortError();
    if (own.signal.aborted) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

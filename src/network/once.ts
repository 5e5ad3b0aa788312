/** The same function, worked out once for each thing it is asked about: a matrix asks thousands of times. */
export function once<Of extends object, Result>(work: (of: Of) => Result): (of: Of) => Result {
  const known = new WeakMap<Of, { readonly result: Result }>();
  return of => {
    const kept = known.get(of) ?? { result: work(of) };
    known.set(of, kept);
    return kept.result;
  };
}

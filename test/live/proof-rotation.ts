/** What differs from day to day: the day of the year, unless NETDOJO_PROVE_ROTATION gives another number, as to repeat a run. */
export function rotation(env: NodeJS.ProcessEnv = process.env, now = new Date()): number {
  const given = env.NETDOJO_PROVE_ROTATION;
  if (given === undefined || given === '') return dayOfYear(now);
  const number = Number(given);
  if (!Number.isInteger(number) || number < 0)
    throw new Error(`NETDOJO_PROVE_ROTATION must be a whole number, not "${given}"`);
  return number;
}

function dayOfYear(now: Date): number {
  return Math.floor((now.getTime() - Date.UTC(now.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
}

/**
 * The third of the lessons that is the turn of one of the engines. With every step of the rotation it is another third, and
 * after three each lesson has been proven on each engine; two engines never have the same one.
 */
export function thirdFor<T>(lessons: readonly T[], engine: number, rotated: number): readonly T[] {
  return lessons.filter((_, at) => at % 3 === (rotated + engine) % 3);
}

import { isInstant, surelyAfter, surelyBefore, surelyNotAfter, type When } from './when.js';

/** Something that holds from a point of time until the next of its kind. */
export interface Dated {
  readonly when: When;
  /** Place in the order of recording. */
  readonly position: number;
}

/**
 * The facts that may be the one in force at `at`: each that is not surely after it and not surely followed by
 * another that is surely not after it. Several remain only where the order is open or the times are equal.
 */
export function possibleAt<F extends Dated>(facts: readonly F[], at: When): F[] {
  return facts.filter(
    (f) => !surelyAfter(f.when, at) && !facts.some((g) => surelyBefore(f.when, g.when) && surelyNotAfter(g.when, at)),
  );
}

/** Of facts of one kind at the very same instant the later recorded holds; facts whose order is open all stay. */
export function laterRecorded<F extends Dated>(facts: readonly F[]): F[] {
  if (facts.length < 2) return [...facts];
  return facts.filter(
    (f) =>
      !isInstant(f.when) ||
      !facts.some((g) => isInstant(g.when) && g.when.from === f.when.from && g.position > f.position),
  );
}

/** Whether it is sure that at least one of the facts has come by `at`. */
export const anySurelyBy = (facts: readonly Dated[], at: When): boolean =>
  facts.some((f) => surelyNotAfter(f.when, at));

/** In the order of effective time, then of recording. */
export const byTime = (a: Dated, b: Dated): number =>
  a.when.from - b.when.from || a.when.to - b.when.to || a.position - b.position;

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** NaN each, where there are no values. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (n: number): number => sorted[n] ?? Number.NaN;
  const middle = sorted.length / 2;
  return {
    min: at(0),
    median: (at(Math.ceil(middle) - 1) + at(Math.floor(middle))) / 2,
    max: at(sorted.length - 1),
  };
}

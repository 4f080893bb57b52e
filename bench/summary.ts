import { ARMS, rateOf, type Arm } from './measurement.js';
import type { Rounds } from './rounds.js';

interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

interface Ratio {
  readonly name: string;
  readonly value: number;
  /** At least; where it is to be in the end. */
  readonly target: number;
  readonly later: number;
}

export interface Summary {
  /** Events handled in each round. */
  readonly events: Readonly<Record<Arm, readonly number[]>>;
  /** Events per second. */
  readonly rates: Readonly<Record<Arm, Spread>>;
  readonly ratios: readonly Ratio[];
}

/** @param alerting per cent of the acts that alert: more alerts are more to write, so less is asked for */
export function summarise(rounds: Rounds, alerting: number): Summary {
  const rates = byArm((arm) => spread(rounds[arm].map(rateOf)));
  const limit = Math.min(rates.empty.median, rates.copy.median); // NaN, as all else, where one was not measured
  const median = rates.scopewatch.median;
  return {
    events: byArm((arm) => rounds[arm].map(({ events }) => events)),
    rates,
    ratios: [
      { name: 'scopewatch / stock', value: median / rates.stock.median, target: 10, later: 40 },
      {
        name: `scopewatch / slower limit (${rates.empty.median < rates.copy.median ? 'empty' : 'copy'})`,
        value: median / limit,
        target: 0.25,
        later: alerting > 10 ? 0.4 : 0.5,
      },
    ].filter(({ value }) => Number.isFinite(value)),
  };
}

function byArm<T>(of: (arm: Arm) => T): Record<Arm, T> {
  return Object.fromEntries(ARMS.map((arm) => [arm, of(arm)])) as Record<Arm, T>;
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (n: number): number => sorted[n] ?? Number.NaN;
  const middle = sorted.length / 2;
  return {
    min: at(0),
    median: (at(Math.ceil(middle) - 1) + at(Math.floor(middle))) / 2,
    max: at(sorted.length - 1),
  };
}

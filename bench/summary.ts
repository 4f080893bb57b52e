import type { Commitments } from './commitments.js';
import { ARMS, rateOf, type Arm, type Measurement } from './measurement.js';
import type { Rounds } from './rounds.js';
import type { Usage } from './usage.js';

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
  /** What the monitor took for one event, in the median round; `null` where the machine doesn't say. */
  readonly perEvent: PerEvent | null;
}

/** µs of CPU and bytes for one event; for one alert that is listed; and the peak of memory in bytes. */
export interface PerEvent {
  readonly monitorUs: number;
  readonly postgresUs: number;
  readonly walBytes: number;
  readonly storedBytes: number;
  readonly peakBytes: number;
  readonly listingUsPerAlert: number | null;
  /** Of the monitor's, what committing to the event takes beside one digest over its batch. */
  readonly commitmentUs: number;
}

/** @param alerting per cent of the acts that alert: more alerts are more to write, so less is asked for */
export function summarise(rounds: Rounds, alerting: number, commitments: Commitments): Summary {
  const rates = byArm((arm) => spread(rounds[arm].map(rateOf)));
  const limit = Math.min(rates.empty.median, rates.copy.median); // NaN, as all else, where one was not measured
  const median = rates.scopewatch.median;
  return {
    events: byArm((arm) => rounds[arm].map(({ events }) => events)),
    rates,
    ratios: [
      { name: 'scopewatch / stock', value: median / rates.stock.median, target: 40, later: 40 },
      {
        name: `scopewatch / slower limit (${rates.empty.median < rates.copy.median ? 'empty' : 'copy'})`,
        value: median / limit,
        target: alerting > 10 ? 0.25 : 0.35,
        later: 0.5,
      },
    ].filter(({ value }) => Number.isFinite(value)),
    perEvent: perEvent(rounds.scopewatch, commitments),
  };
}

function perEvent(rounds: readonly Measurement[], { committedUs, digestedUs }: Commitments): PerEvent | null {
  const measured = rounds.flatMap(({ events, usage }) => (usage === undefined ? [] : [{ events, usage }]));
  if (measured.length === 0) return null;
  const of = (value: (usage: Usage) => number): number =>
    spread(measured.map(({ events, usage }) => value(usage) / events)).median;
  const listed = rounds.flatMap(({ listing }) => (listing === undefined || listing.alerts === 0 ? [] : [listing]));
  return {
    monitorUs: of(({ clientCpuMs }) => clientCpuMs * 1000),
    postgresUs: of(({ postgresCpuMs }) => postgresCpuMs * 1000),
    walBytes: of(({ walBytes }) => walBytes),
    storedBytes: of(({ storedBytes }) => storedBytes),
    commitmentUs: committedUs - digestedUs,
    peakBytes: Math.max(...measured.map(({ usage }) => usage.peakBytes)),
    listingUsPerAlert:
      listed.length === 0
        ? null
        : spread(listed.map(({ alerts, postgresCpuMs }) => (postgresCpuMs * 1000) / alerts)).median,
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

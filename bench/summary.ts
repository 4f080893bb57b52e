import type { Commitments } from './commitments.js';
import { ARMS, rateOf, rateWithStart, type Arm, type Measurement } from './measurement.js';
import { ratiosOf, type Ratio } from './ratios.js';
import type { Rounds } from './rounds.js';
import { spread, type Spread } from './spread.js';
import type { Usage } from './usage/usage-meter.js';

export interface Summary {
  /** Events handled in each round. */
  readonly events: ByArm<readonly number[]>;
  /** Events per second, from the beginning of the clock. */
  readonly rates: ByArm<Spread>;
  /** Events per second, from the start of the process. */
  readonly ratesWithStart: ByArm<Spread>;
  readonly startMs: ByArm<Spread>;
  readonly ratios: readonly Ratio[];
  readonly perEvent: ByArm<PerEvent>;
  readonly monitor: OfMonitor | null;
}

type ByArm<T> = Readonly<Record<Arm, T>>;

/** Medians for one event, and the most memory of all rounds; `null` is what has no part in it, or what the machine doesn't say. */
export interface PerEvent {
  /** µs of CPU: of the process that does the work, of PostgreSQL and of the broker. */
  readonly processUs: number | null;
  readonly postgresUs: number | null;
  readonly kafkaUs: number | null;
  readonly walBytes: number | null;
  /** By which the database grew; with Kafka Streams: RocksDB's files, its changelogs and its alerts. */
  readonly storedBytes: number | null;
  /** Of the process that does the work. */
  readonly peakBytes: number | null;
}

interface OfMonitor {
  /** µs of CPU of PostgreSQL for one alert that is listed, which is done beside. */
  readonly listingUsPerAlert: number | null;
  /** Of the monitor's µs for an event, what committing to it takes beside one digest over its batch. */
  readonly commitmentUs: number;
}

/** @param alerting per cent of the acts that alert: more alerts are more to write, so less is asked for */
export function summarise(rounds: Rounds, alerting: number, commitments: Commitments): Summary {
  const rates = byArm((arm) => spread(rounds[arm].map(rateOf)));
  const ratesWithStart = byArm((arm) => spread(rounds[arm].map(rateWithStart)));
  return {
    events: byArm((arm) => rounds[arm].map(({ events }) => events)),
    rates,
    ratesWithStart,
    startMs: byArm((arm) => spread(rounds[arm].map(({ startMs = Number.NaN }) => startMs))),
    ratios: ratiosOf(rates, ratesWithStart, alerting),
    perEvent: byArm((arm) => perEvent(rounds[arm])),
    monitor: rounds.scopewatch.length === 0 ? null : ofMonitor(rounds.scopewatch, commitments),
  };
}

function perEvent(rounds: readonly Measurement[]): PerEvent {
  const values = (of: keyof Usage): { value: number; events: number }[] =>
    rounds.flatMap(({ events, usage }) => {
      const value = usage?.[of];
      return value === undefined ? [] : [{ value, events }];
    });
  const median = (of: keyof Usage, factor = 1): number | null =>
    values(of).length === 0 ? null : spread(values(of).map(({ value, events }) => (value * factor) / events)).median;
  return {
    processUs: median('processCpuMs', 1000),
    postgresUs: median('postgresCpuMs', 1000),
    kafkaUs: median('kafkaCpuMs', 1000),
    walBytes: median('walBytes'),
    storedBytes: median('storedBytes'),
    peakBytes: values('peakBytes').length === 0 ? null : Math.max(...values('peakBytes').map(({ value }) => value)),
  };
}

function ofMonitor(rounds: readonly Measurement[], { committedUs, digestedUs }: Commitments): OfMonitor {
  const listed = rounds.flatMap(({ listing }) => (listing === undefined || listing.alerts === 0 ? [] : [listing]));
  const perAlert = listed.map(({ alerts, postgresCpuMs }) => (postgresCpuMs * 1000) / alerts);
  return {
    commitmentUs: committedUs - digestedUs,
    listingUsPerAlert: perAlert.length === 0 ? null : spread(perAlert).median,
  };
}

function byArm<T>(of: (arm: Arm) => T): Record<Arm, T> {
  return Object.fromEntries(ARMS.map((arm) => [arm, of(arm)])) as Record<Arm, T>;
}

import type { Arm } from './measurement.js';
import type { BenchOptions } from './options.js';
import type { PerEvent, Summary } from './summary.js';

const MEANING: Record<Arm, string> = {
  empty: 'kafkajs, eachBatch that does nothing',
  copy: 'binary COPY of the same rows, 5 000 a transaction',
  stock: 'Nest @EventPattern, one TypeORM transaction an event',
  scopewatch: 'the monitor: log, scope, alerts, outbox, offsets',
};

const NOTE = `Timed is, for each round, from the moment that a consumer has its partitions (copy: from the first COPY) to the last
event done or committed; joining the group is not counted, warming up is. Medians are compared.`;

/** The result for people. */
export function table(options: BenchOptions, { rates, ratios, perEvent }: Summary): string {
  const { arms, events, clients, alerting, rounds, partitions, stockEvents } = options;
  const whole = (rate: number): string => Math.round(rate).toLocaleString('en-US');
  const rows = [
    ['', 'min', 'median', 'max', ''],
    ...arms.map((arm) => {
      const { min, median, max } = rates[arm];
      return [arm, whole(min), whole(median), whole(max), MEANING[arm]];
    }),
  ];
  return [
    `${whole(events)} acts of ${whole(clients)} clients, ${alerting} % alerting, ${partitions} partitions a topic, ` +
      `${rounds} rounds; ${whole(Math.min(stockEvents, events))} acts for stock. Events per second:`,
    '',
    ...aligned(rows),
    '',
    ...ratios.map(
      ({ name, value, target, later }) =>
        `${name}: ${value.toFixed(2)} (at least ${target}: ${value >= target ? 'yes' : 'no'}; ${later} in the end: ${value >= later ? 'yes' : 'no'})`,
    ),
    ...(perEvent === null ? [] : ['', inWords(perEvent)]),
    '',
    NOTE,
  ].join('\n');
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  return rows.map(([arm = '', min = '', median = '', max = '', meaning = '']) =>
    `${arm.padEnd(10)} ${[min, median, max].map((cell) => cell.padStart(9)).join(' ')}   ${meaning}`.trimEnd(),
  );
}

function inWords(of: PerEvent): string {
  const { monitorUs, postgresUs, walBytes, storedBytes, peakBytes, listingUsPerAlert, commitmentUs } = of;
  const parts = [
    `CPU of the monitor ${monitorUs.toFixed(0)} µs, of PostgreSQL ${postgresUs.toFixed(0)} µs`,
    `WAL ${walBytes.toFixed(0)} bytes, stored ${storedBytes.toFixed(0)} bytes`,
  ];
  const listing =
    listingUsPerAlert === null ? '' : ` An alert listed, beside: ${listingUsPerAlert.toFixed(0)} µs of PostgreSQL.`;
  const share = ((100 * commitmentUs) / (monitorUs + postgresUs)).toFixed(1);
  return `For each event: ${parts.join('; ')}; what makes tampering evident ${commitmentUs.toFixed(1)} µs of the monitor, ${share} % of both (at most 10). Most memory of the monitor: ${(peakBytes / 2 ** 20).toFixed(0)} MB.${listing}`;
}

import type { Machine } from './machine.js';
import type { Arm } from './measurement.js';
import { commandOf, type BenchOptions } from './options.js';
import type { Ratio } from './ratios.js';
import type { PerEvent, Summary } from './summary.js';

/** What was measured, with what it takes to measure it again. */
export interface Result {
  readonly options: BenchOptions;
  readonly command: string;
  readonly machine: Machine;
  /** Why arms that were asked for were not measured. */
  readonly notMeasured: Partial<Record<Arm, string>>;
  readonly summary: Summary;
}

/** The same for people, in the order in which it is read. */
export interface Report {
  readonly headline: string;
  readonly sections: readonly { readonly title: string; readonly rows: readonly (readonly string[])[] }[];
  readonly notes: readonly string[];
  readonly command: string;
}

const MEANING: Record<Arm, string> = {
  empty: 'kafkajs, eachBatch that does nothing',
  copy: 'binary COPY of the same rows, 5 000 a transaction',
  stock: 'Nest @EventPattern, one TypeORM transaction an event',
  'streams-alo': 'Kafka Streams with RocksDB, at least once',
  'streams-eos': 'Kafka Streams with RocksDB, exactly once',
  scopewatch: 'the monitor: log, scope, alerts, outbox, offsets',
};

const NOTES = [
  `Timed is, for each round, from the moment that a consumer has its partitions (copy: from the first COPY) to the last event done or
committed. Starting the process, Node's or Java's, and joining the group stand beside, as start; warming up is in the rate. Medians are compared.`,
  `CPU and memory are of the process named, and of PostgreSQL and Kafka as they worked for it; stored is the database, or RocksDB's files, changelogs and
alerts. A Kafka of ours has one copy and forces nothing to disk; PostgreSQL forces each commit. bench/NOTES.md says what follows from that.`,
];

export function report({ options, machine, notMeasured, summary }: Result): Report {
  return {
    headline: headlineOf(options),
    sections: [
      { title: 'Events per second', rows: rates(options.arms, notMeasured, summary) },
      { title: 'For each event', rows: costs(options.arms, notMeasured, summary) },
      { title: 'Ratios', rows: [['', 'is', 'at least', 'in the end'], ...summary.ratios.map(inCells)] },
      { title: 'Machine', rows: inRows(machine) },
    ],
    notes: [...monitorInWords(summary), ...NOTES],
    command: commandOf(options),
  };
}

const whole = (value: number): string => (Number.isNaN(value) ? '-' : Math.round(value).toLocaleString('en-US'));
const known = (value: number | null, unit = 1): string => (value === null ? '-' : whole(value / unit));

function headlineOf({
  events,
  clients,
  alerting,
  traffic,
  backlog,
  partitions,
  rounds,
  stockEvents,
}: BenchOptions): string {
  const waits = backlog === 'acts' ? 'clients and requests on file' : 'clients, requests and acts from the beginning';
  return (
    `${whole(events)} acts of ${whole(clients)} clients (${traffic}), ${alerting} % alerting, ${waits}; ` +
    `${partitions} partitions a topic, ${rounds} rounds; about ${whole(stockEvents)} events at most for stock.`
  );
}

function rates(arms: readonly Arm[], notMeasured: Result['notMeasured'], summary: Summary): string[][] {
  const row = (arm: Arm): string[] => {
    const missing = notMeasured[arm];
    if (missing !== undefined) return [arm, '', '', '', '', '', `not measured: ${missing}`];
    const { min, median, max } = summary.rates[arm];
    const start = [summary.startMs[arm].median, summary.ratesWithStart[arm].median];
    return [arm, ...[min, median, max, ...start].map(whole), MEANING[arm]];
  };
  return [['', 'min', 'median', 'max', 'start, ms', 'with start', ''], ...arms.map(row)];
}

function costs(arms: readonly Arm[], notMeasured: Result['notMeasured'], { perEvent }: Summary): string[][] {
  const row = (arm: Arm, of: PerEvent): string[] => [
    arm,
    ...[of.processUs, of.postgresUs, of.kafkaUs, of.walBytes, of.storedBytes].map((value) => known(value)),
    known(of.peakBytes, 2 ** 20),
  ];
  const head = ['', 'CPU, µs', 'PostgreSQL, µs', 'Kafka, µs', 'WAL, bytes', 'stored, bytes', 'peak, MiB'];
  return [head, ...arms.filter((arm) => notMeasured[arm] === undefined).map((arm) => row(arm, perEvent[arm]))];
}

function inCells({ name, value, target }: Ratio): string[] {
  const asked = (least: number): string => `${least}: ${value >= least ? 'yes' : 'no'}`;
  return [name, value.toFixed(2), ...(target === null ? ['', ''] : [asked(target.now), asked(target.later)])];
}

function inRows(of: Machine): string[][] {
  const rows = {
    CPU: `${of.cpu}, ${of.cores} cores; ${of.load.toFixed(1)} processes wanted one in the minute before`,
    memory: `${(of.memoryBytes / 2 ** 30).toFixed(1)} GiB`,
    kernel: of.kernel,
    Node: of.node,
    PostgreSQL: `${of.postgresql}; ${of.durability}`,
    Kafka: of.kafka ?? 'not known',
    Java: of.java ?? 'none',
    'file system': `${of.fileSystem ?? 'not known'}; 8 KiB are forced to disk in ${of.fsyncMs.toFixed(2)} ms`,
    commit: of.commit ?? 'not known',
  };
  return [['', ''], ...Object.entries(rows).map(([name, value]) => [name, value])];
}

function monitorInWords({ monitor, perEvent }: Summary): string[] {
  if (monitor === null) return [];
  const { commitmentUs, listingUsPerAlert } = monitor;
  const { processUs, postgresUs } = perEvent.scopewatch;
  const share =
    processUs === null || postgresUs === null
      ? ''
      : `, ${((100 * commitmentUs) / (processUs + postgresUs)).toFixed(1)} % of its CPU and PostgreSQL's (at most 10)`;
  const listing =
    listingUsPerAlert === null ? '' : ` An alert listed, beside: ${listingUsPerAlert.toFixed(0)} µs of PostgreSQL.`;
  return [
    `What makes tampering evident takes ${commitmentUs.toFixed(1)} µs of the monitor for each event${share}.${listing}`,
  ];
}

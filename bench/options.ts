import { Command, InvalidArgumentError, Option } from 'commander';
import { ARMS, type Arm } from './measurement.js';
import { TRAFFIC } from './traffic.js';
import type { Workload } from './workload.js';

/** What waits when the clock starts: acts of clients that are on file, or everything from the beginning. */
const BACKLOGS = ['acts', 'all'] as const;

/** What lies on the topics. */
export interface StageOptions extends Workload {
  readonly backlog: (typeof BACKLOGS)[number];
  readonly partitions: number;
  /** Events that the stock service is given: it would take minutes for all of them. */
  readonly stockEvents: number;
}

/** What is measured, and how. */
export interface BenchOptions extends StageOptions {
  readonly rounds: number;
  /** What to measure; ratios need both of their sides. */
  readonly arms: readonly Arm[];
  /** Where a CPU profile of each of the monitor's rounds goes. */
  readonly profile?: string;
  readonly json: boolean;
  /** Where the result goes as Markdown, beside what is printed. */
  readonly markdown?: string;
}

/** For what measures something else and needs a stage to do it on. */
export const STAGE_DEFAULTS = { backlog: 'acts', traffic: 'uniform', partitions: 6, stockEvents: 10 } as const;

const count =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`A whole number from ${least} to ${most} is needed.`);
  };

function armsIn(text: string): Arm[] {
  const names = text.split(',');
  const arms = ARMS.filter((arm) => names.includes(arm));
  if (arms.length === names.length) return arms;
  throw new InvalidArgumentError(`Names out of ${ARMS.join(', ')}, separated by commas, are needed.`);
}

const FOOT = `
Each flag can be given by environment as well: BENCH_EVENTS, BENCH_CLIENTS, and so on. PostgreSQL and Kafka are those
at DATABASE_URL and KAFKA_BROKERS; what is not given is brought up in a temporary folder, forcing commits to disk, and
removed at the end. On a server of yours the benchmark makes databases and topics of its own and drops them again.
streams-alo and streams-eos need a Java Development Kit, and Maven for the first time; without them they are not measured.

Figures differ from machine to machine and from run to run; the ratios are of one and the same run. bench/NOTES.md says
what each of them means.`;

/** @throws CommanderError where the flags are wrong, or only ask for help */
export function readOptions(args: readonly string[]): BenchOptions {
  const command = new Command('npm run bench --')
    .description('Measures Scopewatch beside other ways to do the same, and beside the limits of its two parts.')
    .exitOverride();
  const add = (option: Option): void => {
    command.addOption(option.env(`BENCH_${option.name().replaceAll('-', '_').toUpperCase()}`));
  };
  const numbered = (flag: string, meaning: string, fallback: number, least: number, most: number): void =>
    add(new Option(`--${flag} <n>`, meaning).default(fallback).argParser(count(least, most)));
  numbered('events', 'acts to measure with, each round', 100_000, 100, 10_000_000);
  numbered('clients', 'clients that the acts are spread over', 10_000, 10, 1_000_000);
  numbered('alerting', 'per cent of the acts that alert', 20, 0, 100);
  add(new Option('--traffic <kind>', 'how acts are spread over clients').choices(TRAFFIC).default('uniform'));
  add(new Option('--backlog <kind>', 'what waits: acts, or all from the start').choices(BACKLOGS).default('acts'));
  numbered('rounds', 'how often each is measured, in turns', 3, 1, 100);
  numbered('partitions', 'partitions of each topic', 6, 1, 64);
  numbered('stock-events', 'events for the stock service', 3_000, 10, 1_000_000);
  add(new Option('--arms <names>', `what to measure, out of ${ARMS.join(',')}`).argParser(armsIn).default([...ARMS]));
  add(new Option('--profile <folder>', 'write a CPU profile of each run of the monitor; it slows it down'));
  command.option('--json', 'print the result as JSON', false);
  add(new Option('--markdown <file>', 'write the result as Markdown, too'));
  const options = command.addHelpText('after', FOOT).parse(args, { from: 'user' }).opts<BenchOptions>();
  requireEnoughClients(command, options);
  return options;
}

function requireEnoughClients(command: Command, { traffic, events, clients }: BenchOptions): void {
  if (traffic === 'once' && events > clients) {
    command.error(`--traffic once: ${events} acts need as many clients, and there are ${clients}.`);
  }
}

/** By which the same is measured again, wherever its flags came from. */
export function commandOf(options: BenchOptions): string {
  const { events, clients, alerting, traffic, backlog, rounds, partitions, stockEvents, arms } = options;
  const flags = { events, clients, alerting, traffic, backlog, rounds, partitions, 'stock-events': stockEvents };
  const given = Object.entries({ ...flags, arms: arms.join(',') }).map(([flag, value]) => `--${flag} ${value}`);
  return `npm run bench -- ${given.join(' ')}`;
}

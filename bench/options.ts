import { Command, InvalidArgumentError } from 'commander';
import { ARMS, type Arm } from './measurement.js';

/** What is measured, and how much of it. */
export interface BenchOptions {
  /** Acts that are measured, each round. */
  readonly events: number;
  readonly clients: number;
  /** Per cent of the acts that alert. */
  readonly alerting: number;
  readonly rounds: number;
  readonly partitions: number;
  /** Acts that the stock service is given: it would take minutes for all of them. */
  readonly stockEvents: number;
  /** What to measure; ratios need both of their sides. */
  readonly arms: readonly Arm[];
  /** Where a CPU profile of each of the monitor's rounds goes. */
  readonly profile?: string;
  readonly json: boolean;
}

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

Figures differ from machine to machine and from run to run; the ratios are of one and the same run.`;

/** @throws CommanderError where the flags are wrong, or only ask for help */
export function readOptions(args: readonly string[]): BenchOptions {
  const command = new Command('npm run bench --')
    .description('Measures Scopewatch beside a stock Nest service and beside the limits of its two parts.')
    .exitOverride();
  const numbered = (flag: string, meaning: string, fallback: number, least: number, most: number): void => {
    const option = command.createOption(`--${flag} <n>`, meaning).default(fallback).argParser(count(least, most));
    command.addOption(option.env(`BENCH_${flag.replaceAll('-', '_').toUpperCase()}`));
  };
  numbered('events', 'acts to measure with, each round', 100_000, 100, 10_000_000);
  numbered('clients', 'clients that the acts are spread over', 10_000, 10, 1_000_000);
  numbered('alerting', 'per cent of the acts that alert', 20, 0, 100);
  numbered('rounds', 'how often each is measured, in turns', 3, 1, 100);
  numbered('partitions', 'partitions of each topic', 6, 1, 64);
  numbered('stock-events', 'acts for the stock service', 3_000, 10, 1_000_000);
  command.option('--arms <names>', `what to measure, out of ${ARMS.join(',')}`, armsIn, [...ARMS]);
  command.option('--profile <folder>', 'write a CPU profile of each run of the monitor; it slows it down');
  command.option('--json', 'print the result as JSON', false).addHelpText('after', FOOT);
  return command.parse(args, { from: 'user' }).opts<BenchOptions>();
}

import type { Usage } from './usage/usage-meter.js';

/** The arms of the benchmark, in the order in which each round runs them. */
export const ARMS = ['empty', 'copy', 'stock', 'streams-alo', 'streams-eos', 'scopewatch'] as const;
export type Arm = (typeof ARMS)[number];

/** What one arm did in one round. */
export interface Measurement {
  readonly events: number;
  /** From the beginning of the clock to the end of the last event. */
  readonly ms: number;
  /** From the start of the process to the beginning of the clock: its runtime, its connections, joining its group. */
  readonly startMs?: number;
  readonly usage?: Usage;
  /** What it took to list the alerts, which is done beside: CPU of PostgreSQL. */
  readonly listing?: { readonly alerts: number; readonly ms: number; readonly postgresCpuMs: number };
}

/** Events per second. */
export const rateOf = ({ events, ms }: Measurement): number => (events * 1000) / ms;

/** The same with the start of the process in it. */
export const rateWithStart = ({ events, ms, startMs = Number.NaN }: Measurement): number =>
  (events * 1000) / (ms + startMs);

const BEGAN = '{"began":true}';

/** The first line that a process of an arm says: the clock begins. */
export const sayBegan = (): void => void process.stdout.write(`${BEGAN}\n`);

/** @returns when that was heard, or `undefined` where the line is another */
export const heardBegan = (line: string): number | undefined => (line === BEGAN ? performance.now() : undefined);

/** The second: what it did. It then stays until it is ended, so that it can be looked at. */
export const say = (measurement: Measurement): void => void process.stdout.write(`${JSON.stringify(measurement)}\n`);

/** @returns what that line says, or `undefined` where it is another */
export function heard(line: string): Measurement | undefined {
  if (!line.startsWith('{"events":')) return undefined;
  return JSON.parse(line) as Measurement;
}

/** @throws where the environment lacks it: the process was not started by the benchmark */
export function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing; this process is one that the benchmark starts.`);
  return value;
}

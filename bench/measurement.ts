import type { Usage } from './usage.js';

/** The arms of the benchmark, in the order in which each round runs them. */
export const ARMS = ['empty', 'copy', 'stock', 'scopewatch'] as const;
export type Arm = (typeof ARMS)[number];

/** What one arm did in one round. */
export interface Measurement {
  readonly events: number;
  readonly ms: number;
  /** Where this machine says. */
  readonly usage?: Usage;
  /** What it took to list the alerts, which is done beside: CPU of PostgreSQL. */
  readonly listing?: { readonly alerts: number; readonly ms: number; readonly postgresCpuMs: number };
}

export const rateOf = ({ events, ms }: Measurement): number => (events * 1000) / ms;

/** The one line that a process of an arm says. */
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

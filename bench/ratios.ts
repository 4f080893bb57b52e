import type { Arm } from './measurement.js';
import type { Spread } from './spread.js';

/** How many times as fast as another arm the monitor is, by medians. */
export interface Ratio {
  readonly name: string;
  readonly value: number;
  /** At least, and where it is to be in the end; `null` where nothing is asked for. */
  readonly target: { readonly now: number; readonly later: number } | null;
}

type Rates = Readonly<Record<Arm, Spread>>;

/** Those of which both sides were measured. @param alerting per cent; more alerts are more to write, so less is asked for */
export function ratiosOf(rates: Rates, ratesWithStart: Rates, alerting: number): Ratio[] {
  const isMuch = alerting > 10;
  const to = (other: Arm, target: Ratio['target'], of = rates): Pick<Ratio, 'value' | 'target'> => ({
    value: of.scopewatch.median / of[other].median,
    target,
  });
  const all: Ratio[] = [
    { name: 'scopewatch / stock', ...to('stock', { now: 40, later: 40 }) },
    { name: 'scopewatch / streams-alo', ...to('streams-alo', { now: isMuch ? 0.5 : 0.75, later: 1 }) },
    {
      name: 'scopewatch / streams-alo, both from the start of the process',
      ...to('streams-alo', null, ratesWithStart),
    },
    { name: 'scopewatch / streams-eos', ...to('streams-eos', null) },
    { name: 'scopewatch / copy', ...to('copy', { now: isMuch ? 0.25 : 0.35, later: 0.5 }) },
    { name: 'scopewatch / empty', ...to('empty', null) },
  ];
  return all.filter(({ value }) => Number.isFinite(value));
}

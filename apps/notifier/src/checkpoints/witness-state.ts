import type { Check } from '#runtime';
import type { WitnessAnswer } from './witness-answer.js';

/** How it stands with a witness, as far as this process knows. */
export interface WitnessState {
  /** Of what it has signed last, as it says or as we have it on record. */
  readonly size: number;
  readonly failures: number;
  /** When it may be asked again (ms, monotonic). */
  readonly notBefore: number;
  /** What it made of the last head; `null`: not asked yet. */
  readonly last: WitnessAnswer | null;
}

const BACKOFF_MS = { first: 1_000, max: 60_000 };

export const BEGINNING: WitnessState = { size: 0, failures: 0, notBefore: 0, last: null };

/** @param everyMs how often it is asked where all is well */
export function afterAnswer(
  state: WitnessState,
  last: WitnessAnswer,
  size: number,
  now: number,
  everyMs: number,
): WitnessState {
  if (last.outcome === 'COSIGNED') return { size, failures: 0, notBefore: now + everyMs, last };
  const failures = state.failures + 1;
  const delayMs = Math.min(BACKOFF_MS.max, BACKOFF_MS.first * 2 ** Math.min(failures - 1, 10));
  return { size: state.size, failures, notBefore: now + delayMs, last };
}

/** Not well only where the log itself is doubted: all else goes on without a witness. */
export function checkOfWitness(name: string, { last }: WitnessState): Check {
  const check = `witness ${name}`;
  switch (last?.outcome) {
    case undefined:
      return { name: check, ok: true, detail: 'not asked yet' };
    case 'COSIGNED':
      return { name: check, ok: true, detail: 'vouching' };
    case 'INCONSISTENT':
      return { name: check, ok: false, goesOn: true, detail: sentence(name, last.detail) };
    case 'CONFLICT':
      return { name: check, ok: false, optional: true, detail: `it goes on naming another size (${last.size} leaves)` };
    case 'REFUSED':
    case 'AWAY':
      return { name: check, ok: false, optional: true, detail: last.detail };
  }
}

export const sentence = (name: string, detail: string): string =>
  `The witness ${name} says that the log is not the one it has seen before: ${detail}. Somebody has changed or put back what is on record, or signs another log with this key; "scopewatch verify" says what differs.`;

import { readJson as readBackJson } from './read-back.js';
import type { Columns } from './report.js';

/** One line of the audit: what somebody did, with how it stood before and after. */
export interface AuditRow {
  readonly position: number;
  readonly person_id: string;
  readonly operation: string;
  readonly target: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly recorded_at: number;
}

export function readJson(text: string | null): Columns {
  const read = readBackJson(text);
  return typeof read === 'object' && read !== null ? (read as Columns) : {};
}

/** These of the fields that the audit gives, as columns. */
export const snakeCase = (after: Columns, fields: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    fields
      .filter((field) => field in after)
      .map((field) => [field.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`), after[field]]),
  );

/** A time as it is where it lies between these, else what it should be. */
export const within = (ms: number | null, from: number, to: number): number | string =>
  ms !== null && ms >= from && ms <= to ? ms : `between ${from} and ${to}`;

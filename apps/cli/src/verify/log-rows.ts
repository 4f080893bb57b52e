import { parseMessage } from '#contract';
import type { Recorded } from '#domain';

/** A row of the log, as this checker reads it. */
export interface LogRow {
  readonly position: number;
  readonly identity: Buffer;
  readonly topic: string;
  readonly partition: number;
  readonly kafkaOffset: number;
  readonly key: Buffer | null;
  readonly headers: string | null;
  readonly value: Buffer;
}

/** The event in a row, or `null` where it can't be read. */
export function readBack(row: Pick<LogRow, 'position' | 'key' | 'headers' | 'value'>): Recorded | null {
  const stored = row.headers === null ? {} : (JSON.parse(row.headers) as Record<string, string>);
  const headers = Object.fromEntries(
    Object.entries(stored).map(([name, value]) => [name, Buffer.from(value, 'base64')] as const),
  );
  const parsed = parseMessage({ key: row.key, value: row.value, headers });
  return parsed.ok ? Object.assign(parsed.event, { seq: row.position }) : null;
}

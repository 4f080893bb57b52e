import type { Source } from './source.js';

/**
 * Does one check. What it can't read is a finding too, and must not hide what others find: they go on.
 * @throws what is no fault of the data, such as that a part is not reachable
 */
export async function goOn(source: Pick<Source, 'report'>, check: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isOfTheData(error)) throw error;
    const { message } = error as Error;
    await source.report.violation('I2', { kind: 'UNREADABLE', check, message });
  }
}

/** Values that can't be what they are kept as; and, as 25, what follows from one that PostgreSQL couldn't read. */
const isOfTheData = (error: unknown): boolean =>
  error instanceof RangeError ||
  error instanceof TypeError ||
  error instanceof SyntaxError ||
  (typeof error === 'object' && error !== null && 'code' in error && /^(?:22|25)/.test(String(error.code)));

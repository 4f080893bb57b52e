/** How often a batch is tried before its failure is the caller's. */
export const ATTEMPTS_MAX = 20;

/** Somebody else has changed a client, or moved a partition, since it was read: read again and judge again. */
export class StaleRead extends Error {
  constructor(what: string) {
    super(`${what} changed while the batch was being judged.`);
    this.name = 'StaleRead';
  }
}

/**
 * The database was put back to an earlier time while we were at work: what is in hand comes after a part that it has not read.
 * Nothing goes on from here; whoever starts anew begins where the database says.
 */
export class DatabaseWentBack extends Error {
  readonly retryable = false;

  constructor(partition: string, once: number, now: number) {
    super(
      `The database was put back to an earlier time: ${partition} was handled up to ${once}, and is up to ${now} now.`,
    );
    this.name = 'DatabaseWentBack';
  }
}

export const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** Whether nothing is wrong but the moment: a stale read, or a deadlock or serialisation failure of the database. */
export const asksToRetry = (error: unknown): boolean =>
  error instanceof StaleRead || codeOf(error) === '40P01' || codeOf(error) === '40001';

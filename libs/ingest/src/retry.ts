/** How often a batch is tried before its failure is the caller's. */
export const ATTEMPTS_MAX = 20;

/** Somebody else has changed a client, or moved a partition, since it was read: read again and judge again. */
export class StaleRead extends Error {
  constructor(what: string) {
    super(`${what} changed while the batch was being judged.`);
    this.name = 'StaleRead';
  }
}

export const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** Whether nothing is wrong but the moment: a stale read, or a deadlock or serialisation failure of the database. */
export const asksToRetry = (error: unknown): boolean =>
  error instanceof StaleRead || codeOf(error) === '40P01' || codeOf(error) === '40001';

import { AsyncLocalStorage } from 'node:async_hooks';
import type { Sql } from '#store';

/** How the answer to the request at hand is kept, where that has an `Idempotency-Key`. */
export const keeping = new AsyncLocalStorage<(sql: Sql, answer: unknown) => Promise<void>>();

/** Keeps the answer in the transaction that does what is asked. A request is one transaction, and that gives its answer. */
export const keepWith = async (sql: Sql, answer: unknown): Promise<void> => keeping.getStore()?.(sql, answer);

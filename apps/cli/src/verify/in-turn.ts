import type { Sql } from '#store';

/** One connection for several who ask at the same time: one statement after the other, in the order in which they ask. */
export function inTurn(sql: Sql): Sql {
  let last: Promise<unknown> = Promise.resolve();
  const turn = <T>(work: () => Promise<T>): Promise<T> => {
    const own = last.then(work);
    last = own.catch(() => undefined);
    return own;
  };
  return {
    query: <R>(text: string, values?: readonly unknown[]) => turn(() => sql.query<R>(text, values)),
    change: (text, values) => turn(() => sql.change(text, values)),
    copy: (text, rows) => turn(() => sql.copy(text, rows)),
    copied: (text) => turn(() => sql.copied(text)),
  };
}

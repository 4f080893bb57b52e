import type { Matcher } from '#domain';
import type { Sql, Tx } from '../database/connection.js';

export const RECEIVER_KINDS = ['webhook', 'email', 'alertmanager'] as const;
export type ReceiverKind = (typeof RECEIVER_KINDS)[number];

/** Where alerts are told, and which. */
export interface ReceiverRow {
  readonly receiverId: string;
  readonly kind: ReceiverKind;
  readonly name: string;
  /** An address of http or https, or addresses of mail separated by commas. */
  readonly target: string;
  readonly matchers: readonly Matcher[];
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
  readonly disabledBecause: string | null;
}

type Stored = Omit<ReceiverRow, 'matchers'> & { readonly matchers: string };

const SELECT = `SELECT receiver_id AS "receiverId", kind, name, target, matchers, created_by AS "createdBy",
  created_at AS "createdAt", disabled_at AS "disabledAt", disabled_because AS "disabledBecause"
  FROM receiver WHERE deleted_at IS NULL`;

const parsed = (row: Stored): ReceiverRow => ({ ...row, matchers: JSON.parse(row.matchers) as readonly Matcher[] });

/** By id, from the one after `after` on. */
export const receivers = async (sql: Sql, after: string, limit: number): Promise<ReceiverRow[]> =>
  (await sql.query<Stored>(`${SELECT} AND receiver_id > $1 ORDER BY receiver_id LIMIT $2`, [after, limit])).map(parsed);

/** Those that are told something. */
export const enabledReceivers = async (sql: Sql): Promise<ReceiverRow[]> =>
  (await sql.query<Stored>(`${SELECT} AND disabled_at IS NULL ORDER BY receiver_id`)).map(parsed);

export async function receiverOf(sql: Sql, receiverId: string): Promise<ReceiverRow | undefined> {
  const [row] = await sql.query<Stored>(`${SELECT} AND receiver_id = $1`, [receiverId]);
  return row === undefined ? undefined : parsed(row);
}

export const addReceiver = (
  tx: Tx,
  receiver: Pick<ReceiverRow, 'receiverId' | 'kind' | 'name' | 'target' | 'matchers' | 'createdBy'>,
): Promise<unknown> =>
  tx.query(
    `INSERT INTO receiver (receiver_id, kind, name, target, matchers, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp())`,
    [
      receiver.receiverId,
      receiver.kind,
      receiver.name,
      receiver.target,
      JSON.stringify(receiver.matchers),
      receiver.createdBy,
    ],
  );

/** @param because in words; what is disabled already keeps its first reason */
export const disableReceiver = (tx: Tx, receiverId: string, because: string): Promise<number> =>
  tx.change(
    `UPDATE receiver SET disabled_at = clock_timestamp(), disabled_because = $2
      WHERE receiver_id = $1 AND disabled_at IS NULL`,
    [receiverId, because],
  );

export const enableReceiver = (tx: Tx, receiverId: string): Promise<number> =>
  tx.change('UPDATE receiver SET disabled_at = NULL, disabled_because = NULL WHERE receiver_id = $1', [receiverId]);

/** The row stays for the sake of its deliveries; the secrets go. */
export async function deleteReceiver(tx: Tx, receiverId: string): Promise<void> {
  await tx.query('UPDATE receiver SET deleted_at = clock_timestamp() WHERE receiver_id = $1', [receiverId]);
  await tx.query('DELETE FROM webhook_secret WHERE receiver_id = $1', [receiverId]);
}

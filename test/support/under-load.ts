import { clientIds, customers, everydayLife } from './events';
import type { Pipeline } from './pipeline';
import { amount } from './soak';

const CLIENTS = amount(60, 500);
const ROUNDS = 12;

/** Clients who come and go about their business. */
export const life = (prefix: string, clients = CLIENTS) => {
  const ids = clientIds(prefix, clients);
  return [...customers(ids), ...everydayLife(ids, ROUNDS)];
};

/** Whether a monitor has written in a transaction that is not committed yet. */
export async function isInTheMiddle({ database }: Pipeline): Promise<boolean> {
  const open = await database.query(
    `SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'scopewatch-monitor' AND backend_xid IS NOT NULL`,
  );
  return open.length > 0;
}

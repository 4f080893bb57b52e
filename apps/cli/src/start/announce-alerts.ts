import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

const FIRST = 5;
const LOOK_EVERY_MS = 1_000;
const COUNT_EVERY_MS = 10_000;

interface AlertRow {
  readonly client_id: string;
  readonly entity_id: string;
  readonly verdict: string | null;
  readonly severity: string;
  readonly explanation: string;
}

/** Shows the first alerts raised from now on as they come, then every ten seconds how many there are. */
export async function announceAlerts(
  databaseUrl: string,
  print: (sentence: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const since = await query<{ now: string }>(databaseUrl, 'SELECT now()::text AS now', []);
  const from = since?.[0]?.now ?? new Date().toISOString();
  let shown = 0;
  let counted = FIRST;
  while (!signal.aborted) {
    if (shown < FIRST) {
      const rows = await query<AlertRow>(
        databaseUrl,
        `SELECT client_id, entity_id, verdict, severity, explanation FROM alert
          WHERE raised_at >= $1 ORDER BY raised_at, alert_id LIMIT $2`,
        [from, FIRST],
      );
      for (const row of rows?.slice(shown) ?? []) print(alertLine(row));
      shown = Math.max(shown, rows?.length ?? 0);
    } else {
      const rows = await query<{ total: string }>(
        databaseUrl,
        'SELECT count(*) AS total FROM alert WHERE raised_at >= $1',
        [from],
      );
      const total = Number(rows?.[0]?.total ?? counted);
      if (total > counted) print(`${total} alerts so far.`);
      counted = total;
    }
    await sleep(shown < FIRST ? LOOK_EVERY_MS : COUNT_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

function alertLine({ client_id, entity_id, verdict, severity, explanation }: AlertRow): string {
  return `Alert ${verdict ?? ''} (${severity}), client ${client_id}, entity ${entity_id}: ${explanation}`;
}

/**
 * A connection for each question: they are rare, and a restart of the database in between then needs no care.
 *
 * @returns `undefined` while the database doesn't answer
 */
async function query<R extends object>(
  databaseUrl: string,
  sql: string,
  values: readonly unknown[],
): Promise<R[] | undefined> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<R>(sql, [...values])).rows;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

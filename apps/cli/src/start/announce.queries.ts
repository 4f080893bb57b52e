import type { Client } from 'pg';

export interface RaisedAlert {
  readonly client_id: string;
  readonly entity_id: string;
  readonly verdict: string | null;
  readonly severity: string;
  readonly explanation: string;
}

/** By the clock of the database, to the last digit that it has. */
export async function timeText(client: Client): Promise<string | undefined> {
  const { rows } = await client.query<{ now: string }>('SELECT now()::text AS now');
  return rows[0]?.now;
}

/** The first alerts that were raised from a time on. */
export async function firstAlerts(client: Client, from: string, limit: number): Promise<RaisedAlert[]> {
  const { rows } = await client.query<RaisedAlert>(
    `SELECT a.client_id, a.entity_id, a.verdict, a.severity, a.explanation
       FROM listed_alert l JOIN alert a USING (client_id, alert_id)
      WHERE l.raised_at >= $1 ORDER BY l.raised_at, l.alert_id LIMIT $2`,
    [from, limit],
  );
  return rows;
}

/** How many alerts were raised from a time on. */
export async function countAlerts(client: Client, from: string): Promise<number> {
  const { rows } = await client.query<{ total: string }>(
    'SELECT count(*) AS total FROM listed_alert WHERE raised_at >= $1',
    [from],
  );
  return Number(rows[0]?.total ?? 0);
}

export interface StoppedTopic {
  readonly topic: string;
  readonly detail: string;
}

export async function stoppedTopics(client: Client): Promise<StoppedTopic[]> {
  return (await client.query<StoppedTopic>('SELECT topic, detail FROM topic_stop ORDER BY topic')).rows;
}

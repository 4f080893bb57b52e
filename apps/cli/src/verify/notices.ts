import { createHash } from 'node:crypto';
import { MS } from './log-blocks.js';
import type { Packs } from './packs.js';
import { readJson } from './read-back.js';
import type { Source } from './source.js';

const NAME = 'I11 what people were told is numbered, kept and settled as it was decided';
const PAGE = 2_000;

interface Stored {
  readonly notification_id: string;
  readonly receiver_id: string;
  readonly group_key: string;
  readonly sequence: number;
  readonly type: string;
  readonly body: string;
  readonly attempts: number;
  /** Whether there is one. */
  readonly next_attempt_at: 'a time' | null;
}

/** What the lines of delivery say of a notice. */
interface Attempts {
  readonly tried: number;
  readonly ended: boolean;
}

interface Body {
  readonly type?: string;
  readonly at?: string;
  readonly group?: { readonly kind: string; readonly id: string };
  readonly sequence?: number;
  readonly series?: readonly Record<string, unknown>[];
}

/** What was told to whom, as far as its own parts say the same. The moment of each telling was decided by the clock. */
export async function noticesHold(source: Source, packs: Packs): Promise<void> {
  const notices = await compareNotices(source);
  const groups = await compareGroups(source);
  await compareDeliveries(source);
  const breaches = await compareBreaches(source, packs);
  await compareCheckpoints(source);
  source.report.invariant(NAME, `${notices} notices, ${groups} groups of receivers, ${breaches} breaches told`);
}

/** The id of a notice follows from receiver, group and number, and its body names the same. */
async function compareNotices(source: Source): Promise<number> {
  const { sql, report } = source;
  let count = 0;
  for (let last = ''; ;) {
    const rows = await sql.query<Stored>(
      `SELECT notification_id, receiver_id, group_key, sequence, type, body, attempts, CASE WHEN next_attempt_at IS NOT NULL THEN 'a time' END AS next_attempt_at
         FROM notification WHERE notification_id > $1 ORDER BY notification_id LIMIT ${PAGE}`,
      [last],
    );
    const tried = await attemptsAt(
      sql,
      rows.map((row) => row.notification_id),
    );
    for (const row of rows) {
      count += 1;
      const at = { table: 'notification', row: { notification_id: row.notification_id } };
      const body = readBody(row.body);
      if (body === null) {
        await report.violation('I11', { kind: 'UNREADABLE', ...at, column: 'body' });
        continue;
      }
      await report.compare(
        'I11',
        at,
        { ...idOf(row, body, source.restores.epochs), ...namesIn(body), ...triedAs(tried.get(row.notification_id)) },
        { ...row },
      );
    }
    last = rows.at(-1)?.notification_id ?? last;
    if (rows.length < PAGE) break;
  }
  return count;
}

const isDecided = ({ group_key }: Pick<Stored, 'group_key'>): boolean => /^(?:incident|alert):/.test(group_key);

/** From the second epoch of the log on that is part of it. */
function idOf(row: Stored, body: Body, epochs: readonly number[]): Record<string, unknown> {
  if (!isDecided(row)) return {};
  const { receiver_id, group_key, sequence } = row;
  const ids = epochs.map((epoch) => {
    const parts = [receiver_id, group_key, sequence, ...(epoch === 1 ? [] : [epoch])];
    return `msg_${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`;
  });
  // Where the body names another group or number, that is what differs.
  const names = namesIn(body);
  const isOwn = names['group_key'] === group_key && names['sequence'] === sequence;
  if (!isOwn || ids.includes(row.notification_id)) return {};
  return { receiver_id: 'the one that the id was made of', notification_id: ids[0] };
}

function namesIn({ group, sequence, type }: Body): Record<string, unknown> {
  if (group === undefined || !['incident', 'alert'].includes(group.kind)) return {};
  return { group_key: `${group.kind}:${group.id}`, sequence, type };
}

/** Each attempt left a line, and one that ended it all is the last. */
const triedAs = ({ tried, ended }: Attempts = { tried: 0, ended: false }): Record<string, unknown> => ({
  attempts: tried,
  next_attempt_at: ended ? null : 'a time',
});

async function attemptsAt(sql: Source['sql'], ids: readonly string[]): Promise<Map<string, Attempts>> {
  const rows = await sql.query<Attempts & { id: string }>(
    `SELECT notification_id AS id, count(*) FILTER (WHERE outcome IN ('DELIVERED', 'FAILED')) AS tried,
            bool_or(outcome IN ('DELIVERED', 'NOT_SENT') OR reason = 'GONE') AS ended
       FROM delivery WHERE notification_id = ANY($1) GROUP BY 1`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** What a receiver knows of a group is what the last notice said. */
async function compareGroups({ sql, report }: Source): Promise<number> {
  let count = 0;
  for (let last: [string, string] = ['', '']; ;) {
    const rows = await sql.query<{
      receiver_id: string;
      group_key: string;
      sequence: number;
      told: string | null;
      held: string | null;
      pending: boolean;
      due: boolean;
      newest: number | null;
      body: string | null;
    }>(
      `SELECT g.receiver_id, g.group_key, g.sequence, g.told, g.held, g.pending_since IS NOT NULL AS pending,
              g.due_at IS NOT NULL AS due, n.sequence AS newest, n.body
         FROM notification_group g
         LEFT JOIN LATERAL (SELECT sequence, body FROM notification n
              WHERE n.receiver_id = g.receiver_id AND n.group_key = g.group_key ORDER BY sequence DESC LIMIT 1) n ON true
        WHERE (g.receiver_id, g.group_key) > ($1, $2) ORDER BY g.receiver_id, g.group_key LIMIT ${PAGE}`,
      last,
    );
    for (const { receiver_id, group_key, newest, body, told, ...row } of rows) {
      count += 1;
      const at = { table: 'notification_group', row: { receiver_id, group_key } };
      const notice = readBody(body ?? 'null');
      const isOver = notice === null || notice.type === 'alerts.resolved';
      const known = isOver
        ? null
        : { at: Date.parse(notice.at ?? ''), series: (notice.series ?? []).map(({ alerts: _, ...series }) => series) };
      const held = row.held === null || NOTICE_TYPES.includes(row.held) ? row.held : 'a kind of notice';
      const expected = { sequence: newest ?? 0, told: known, held, due_at: row.pending ? 'a time' : undefined };
      const actual = { ...row, told: told === null ? null : readBody(told), due_at: row.due ? 'a time' : null };
      const { due_at, ...rest } = expected;
      await report.compare('I11', at, due_at === undefined ? rest : expected, actual);
    }
    const end = rows.at(-1);
    last = end === undefined ? last : [end.receiver_id, end.group_key];
    if (rows.length < PAGE) break;
  }
  return count;
}

const NOTICE_TYPES = ['alerts.raised', 'alerts.changed', 'alerts.overdue', 'alerts.repeated', 'alerts.resolved'];

/** A line of delivery names its notice as it is. */
async function compareDeliveries({ sql, report }: Source): Promise<void> {
  const rows = await sql.query<Record<string, unknown> & { position: number }>(
    `SELECT d.position, d.receiver_id, d.notification_id, d.group_key, d.type, d.attempt, d.outcome, d.reason,
            n.receiver_id AS "ofReceiver", n.group_key AS "ofGroup", n.type AS "ofType", n.attempts AS "ofAttempts"
       FROM delivery d LEFT JOIN notification n ON n.notification_id = d.notification_id
      WHERE d.notification_id IS NOT NULL
        AND (n.notification_id IS NULL OR n.receiver_id IS DISTINCT FROM d.receiver_id OR n.group_key <> d.group_key
          OR n.type <> d.type OR d.attempt > n.attempts)
      LIMIT ${PAGE}`,
  );
  for (const row of rows) {
    const at = { table: 'delivery', row: { position: row.position } };
    if (row['ofGroup'] === null) {
      await report.compare('I11', at, { notification_id: 'one that there is' }, row);
      continue;
    }
    const attempt = Number(row['attempt']) > Number(row['ofAttempts']) ? row['ofAttempts'] : row['attempt'];
    const expected = { receiver_id: row['ofReceiver'], group_key: row['ofGroup'], type: row['ofType'], attempt };
    await report.compare('I11', at, expected, row);
  }
  const without = await sql.query<{ position: number; reason: string | null }>(
    `SELECT position, reason FROM delivery
      WHERE (outcome = 'DELIVERED') <> (reason IS NULL) OR (notification_id IS NULL AND outcome <> 'NOT_SENT') LIMIT ${PAGE}`,
  );
  for (const { position, reason } of without) {
    const at = { table: 'delivery', row: { position } };
    await report.compare('I11', at, { reason: 'one where it was not delivered, and there alone' }, { reason });
  }
}

/** A breach was told of an alert, at the time when it should have been closed by a pack that was in force. */
async function compareBreaches({ sql, report }: Source, packs: Packs): Promise<number> {
  const hours = [...new Set(packs.all.flatMap(({ serviceHours }) => Object.values(serviceHours)))];
  const rows = await sql.query<{ receiver_id: string; alert_id: string; due_at: number; raised_at: number | null }>(
    `SELECT b.receiver_id, b.alert_id, ${MS('b.due_at')} AS due_at,
            (SELECT ${MS('min(a.raised_at)')} FROM alert a WHERE a.alert_id = b.alert_id) AS raised_at
       FROM breach_notice b ORDER BY receiver_id, alert_id, due_at`,
  );
  for (const { due_at, raised_at, ...key } of rows) {
    const at = { table: 'breach_notice', row: key };
    if (raised_at === null) await report.violation('I11', { kind: 'NO_SUCH_ALERT', ...at, column: 'alert_id' });
    else if (!hours.some((h) => raised_at + Math.round(h * 3_600_000) === due_at)) {
      await report.compare('I11', at, { due_at: 'a time that a pack in force gave' }, { due_at });
    }
  }
  return rows.length;
}

/** Nobody has read further than the log goes. */
async function compareCheckpoints({ sql, report }: Source): Promise<void> {
  const heads = await sql.query<{ chain: string; seq: number }>(
    'SELECT chain, max(seq) AS seq FROM batch GROUP BY chain',
  );
  const ends = new Map(heads.map(({ chain, seq }) => [chain, seq]));
  const [signed] = await sql.query<{ size: number }>('SELECT coalesce(max(size), 0) AS size FROM tree_head');
  const rows = await sql.query<{ follower: string; checkpoint: string }>(
    'SELECT follower, checkpoint FROM log_checkpoint',
  );
  for (const { follower, checkpoint } of rows) {
    const at = { table: 'log_checkpoint', row: { follower } };
    for (const [chain, seq] of readPairs(checkpoint)) {
      // Whoever gives out the signed heads follows those, by topic.
      const end = follower === 'checkpoints' ? (signed?.size ?? 0) : (ends.get(chain) ?? 0);
      if (seq > end) await report.compare('I11', at, { checkpoint: `${chain} up to ${end} at most` }, { checkpoint });
    }
  }
}

function readPairs(text: string): readonly (readonly [string, number])[] {
  const read = readJson(text);
  return Array.isArray(read) ? (read as [string, number][]) : [['', Infinity]];
}

const readBody = (text: string): Body | null => readJson(text) as Body | null;

import { readStored, type EventRow } from '#log/codec';
import { clientStates, documentsOf, type Sql, type StoredState } from '#store';
import {
  othersNaming,
  ownEvents,
  ownFacts,
  recordsNaming,
  rejectionsNaming,
  sharedEvents,
} from './log-rows.queries.js';
import { membersOf } from './members-of.js';
import { names, spellings, type Names } from './names.js';
import { alertsOf, rowsOfClient, textsNaming } from './projection-rows.queries.js';
import { withoutClientInEvent } from './redact-event.js';
import { TEXT_TABLES } from './where-clients-stand.js';

/** Some of what is held of a client, of one kind. */
export interface HeldPart {
  readonly title: string;
  /** Where it is kept. */
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** The answer to "what do you hold of me?" (Article 15 GDPR). */
export interface HeldData {
  /** Under which ids. */
  readonly clientIds: readonly string[];
  readonly parts: readonly HeldPart[];
}

const EVERYTHING = { from: 0, to: null };

const TITLES: Readonly<Record<string, string>> = {
  record_pending: 'Decisions on their way into the log',
  audit: 'What people of the firm did',
  planned_check: 'Checks that were asked for before something was sent',
  silence: 'Silences of notifications',
  receiver: 'Routes of notifications',
  notification: 'Notifications that were sent or wait to be',
  notification_group: 'What receivers were told last',
  delivery: 'Attempts to deliver notifications',
  saved_view: 'Views of the queue that somebody has saved',
  rejection_step: 'Decisions about messages that were refused',
  topic_rebinding: 'Decisions about topics',
  offset_gap: 'Gaps that were accepted',
  policy_proposal: 'Proposals of rules',
  document: 'Documents of others that name the client',
  legal_hold: 'Legal holds',
  erasure: 'Erasures that were asked for',
  reading_trouble: 'Troubles of reading',
};

/** Gathers what is held of a client, under any of their ids, wherever an erasure would look for it. */
export async function heldData(sql: Sql, clientId: string): Promise<HeldData> {
  const ids = await membersOf(sql, clientId);
  const spelt = spellings(ids);
  const facts = await ownFacts(sql, ids);
  const alertIds = [...new Set(facts.map(({ alertId }) => alertId))];
  const of: Names = { ids, pseudonym: '', alertIds: new Set(alertIds) };
  const others = [...(await sharedEvents(sql)), ...(await othersNaming(sql, ids, spelt, EVERYTHING))].filter(
    (row) => !ids.includes(row.clientId ?? '') && withoutClientInEvent(row, of) !== undefined,
  );
  const theirs = await rowsOfClient(sql, ids);
  const documents = await documentsOf(sql, ids, null);
  const own = new Set<unknown>(documents.map(({ documentId }) => documentId));
  const parts: HeldPart[] = [
    { title: 'What was recorded about the client', table: 'event', rows: (await ownEvents(sql, ids)).map(said) },
    {
      title: 'What was recorded about others or everybody and names the client',
      table: 'event',
      rows: others.map((row) => saidToThem(row, ids)),
    },
    {
      title: 'Alerts as they stand',
      table: 'alert',
      rows: (await alertsOf(sql, ids)).map(({ view, proposed, ...row }) => ({
        ...row,
        view: json(view),
        ...(proposed === null ? {} : { proposed: json(proposed) }),
      })),
    },
    {
      title: 'What became of alerts, and what people wrote about them',
      table: 'alert_fact',
      rows: facts.map(({ position, kind, recordedAt, actor, body }) => ({
        position,
        kind,
        recordedAt: new Date(recordedAt).toISOString(),
        actor,
        body: json(body),
      })),
    },
    {
      title: 'Messages that were refused and name the client',
      table: 'rejection',
      rows: (await rejectionsNaming(sql, spelt, EVERYTHING))
        .filter(({ key, value, message }) =>
          [key?.toString('utf8'), value?.toString('utf8'), message].some((text) => names(text ?? '', of)),
        )
        .map(({ rejectionId, reason, message, value }) => ({
          rejectionId,
          reason,
          message,
          value: json(value?.toString('utf8') ?? ''),
        })),
    },
    {
      title: 'Decisions on record in the log that name the client',
      table: 'log_record',
      rows: (await recordsNaming(sql, spelt, EVERYTHING))
        .filter(({ body }) => names(body, of))
        .map(({ position, kind, subject, recordedAt, body }) => ({
          position,
          kind,
          subject,
          recordedAt: new Date(recordedAt).toISOString(),
          body: json(body),
        })),
    },
    {
      title: 'Answers to checks about the client',
      table: 'planned_check_answer',
      rows: theirs.planned_check_answer.map(bodied),
    },
    {
      title: 'What rule packs on trial would change',
      table: 'backtest_difference',
      rows: theirs.backtest_difference.map(bodied),
    },
    {
      title: 'What rule packs beside live traffic change',
      table: 'shadow_difference',
      rows: theirs.shadow_difference.map(bodied),
    },
    { title: 'What rebuilds found otherwise', table: 'rebuild_difference', rows: theirs.rebuild_difference },
    {
      title: 'Documents (the files themselves are on the client’s page)',
      table: 'document',
      rows: documents.map(({ addedAt, ...row }) => ({
        ...row,
        addedAt: addedAt.toISOString(),
      })),
    },
    { title: 'Evidence that somebody is to get', table: 'evidence_task', rows: theirs.evidence_task },
    {
      title: 'What was recorded at the desk and is not on its topic yet',
      table: 'desk_event',
      rows: theirs.desk_event.map(({ message }) => ({ message: json(message) })),
    },
    { title: 'The scope that is kept', table: 'client', rows: (await clientStates(sql, ids)).map(keptState) },
  ];
  for (const [table, columns] of Object.entries(TEXT_TABLES)) {
    const rows = await textsNaming(sql, table, columns, spelt, alertIds);
    const naming = rows.filter(
      (row) => !own.has(row['document_id']) && isTheirs(row, columns.texts, of, columns.aboutAlert),
    );
    parts.push({ title: TITLES[table] ?? table, table, rows: naming.map(readable) });
  }
  return { clientIds: ids, parts: parts.filter(({ rows }) => rows.length > 0) };
}

/** Who else was reached is no part of the answer. */
function saidToThem(row: EventRow, ids: readonly string[]): Readonly<Record<string, unknown>> {
  const { message, ...rest } = said(row);
  const { data } = (message ?? {}) as {
    readonly data?: { readonly audience?: { readonly clientIds?: readonly string[] } };
  };
  const clientIds = data?.audience?.clientIds;
  if (!Array.isArray(clientIds)) return { ...rest, message };
  const audience = { ...data?.audience, clientIds: clientIds.filter((id: string) => ids.includes(id)) };
  return { ...rest, message: { ...(message as object), data: { ...data, audience } } };
}

const keptState = ({ clientId, state }: StoredState): Readonly<Record<string, unknown>> => ({
  clientId,
  state: json(state),
});

/** An event with its message as it came. */
function said(row: EventRow): Readonly<Record<string, unknown>> {
  const { source, id, whenGiven } = readStored(row);
  return {
    position: row.position,
    source,
    id,
    type: row.type,
    effectiveAt: whenGiven,
    recordedAt: new Date(row.recordedAt).toISOString(),
    topic: `${row.topic}-${row.partition}-${row.kafkaOffset}`,
    message: json(row.value.toString('utf8')),
  };
}

const bodied = <R extends { readonly body: string }>(row: R): Readonly<Record<string, unknown>> => ({
  ...row,
  body: json(row.body),
});

function isTheirs(
  row: Readonly<Record<string, unknown>>,
  texts: readonly string[],
  of: Names,
  aboutAlert: { readonly column: string; readonly prefix: string } | undefined,
): boolean {
  const about = aboutAlert === undefined ? '' : String(row[aboutAlert.column]).slice(aboutAlert.prefix.length);
  return of.alertIds.has(about) || texts.some((column) => names(String(row[column] ?? ''), of));
}

const readable = (row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? json(value) : value]),
  );

function json(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

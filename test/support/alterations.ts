import { COLUMNS } from '../../apps/cli/src/verify/columns';

export const isDerived = (table: string, column: string): boolean => 'from' in (COLUMNS[table]?.[column] ?? {});

/** Those of which anything is derived. */
export const TABLES = Object.keys(COLUMNS).filter((table) =>
  Object.keys(COLUMNS[table] ?? {}).some((column) => isDerived(table, column)),
);

/** What changes a column of some row to another value of its type. */
export function alteration(table: string, column: string, type: string): string {
  const other: Readonly<Record<string, string>> = {
    text: `coalesce(${column}, '') || 'x'`,
    boolean: `NOT ${column}`,
    smallint: `coalesce(${column}, 0) + 103`,
    integer: `coalesce(${column}, 0) + 1003`,
    bigint: `coalesce(${column}, 0) + 1000003`,
    bytea: `coalesce(${column}, '') || '\\x00'::bytea`,
    jsonb: `'{"x": 1}'`,
    tsvector: `${column} || 'x'::tsvector`,
    ARRAY: `array_append(coalesce(${column}, '{}'), 'x')`,
    'timestamp with time zone': `coalesce(${column}, now()) + interval '1 hour'`,
  };
  const where = WHERE[table] ?? 'true';
  return `UPDATE ${table} SET ${column} = ${other[type] ?? column} WHERE ctid = (SELECT ctid FROM ${table} WHERE ${where} LIMIT 1)`;
}

/** Which row of a table is altered. */
const WHERE: Readonly<Record<string, string>> = {
  event: `client_id = 'ada' AND position % 65536 > 0`,
  alert_fact: `kind = 'rejudged' OR actor IS NOT NULL`,
  rejection_outcome: `outcome = 'ACCEPTED'`,
  rejection_step: `kind = 'PROPOSED'`,
  kafka_offset: 'last_record IS NOT NULL',
  offset_gap: 'accepted_by IS NOT NULL',
  topic_incarnation: 'incarnation = 2',
  policy_activation: 'proposal_id IS NOT NULL',
  fan_out: `cause = 'LATE_FACT' AND finished_at IS NOT NULL`,
  notification: `group_key LIKE 'alert:%' OR group_key LIKE 'incident:%'`,
  delivery: `outcome = 'DELIVERED'`,
  incident: `kind = 'CAMPAIGN'`,
  silence: 'approved_by IS NOT NULL',
  person: `person_id = 'ida'`,
  audit: `operation = 'alert.acknowledge'`,
  backtest: `status = 'DONE' AND kind = 'WHAT_IF'`,
};

const EARLIER = (table: string, column: string, where = 'true'): string =>
  `UPDATE ${table} SET ${column} = ${column} - interval '1 day' WHERE ctid = (SELECT ctid FROM ${table} WHERE ${where} LIMIT 1)`;

/** In a block that no batch has. */
const elsewhere = (table: string): string =>
  `UPDATE ${table} SET position = position + 65536000000 WHERE ctid = (SELECT ctid FROM ${table} LIMIT 1)`;

const WITHDRAWN = `UPDATE policy_proposal SET withdrawn_by = 'bob', withdrawn_at = now(), activated_at = NULL`;

/** Columns that take more than another value to be altered so that it means something else. */
export const ALTERED: Readonly<Record<string, string>> = {
  'event.position': elsewhere('event'),
  'alert_fact.position': elsewhere('alert_fact'),
  'rejection.position': elsewhere('rejection'),
  'policy_proposal.decision': `UPDATE policy_proposal SET decision = 'REJECTED'`,
  'topic_rebinding.decision': `UPDATE topic_rebinding SET decision = 'REJECTED'`,
  'rejection_step.kind': `UPDATE rejection_step SET kind = 'TURNED_DOWN' WHERE kind = 'PROPOSED'`,
  'policy_proposal.withdrawn_by': WITHDRAWN,
  'policy_proposal.withdrawn_at': WITHDRAWN,
  'receiver.kind': `UPDATE receiver SET kind = 'alertmanager'`,
  'rejection_outcome.recorded_at': EARLIER('rejection_outcome', 'recorded_at'),
  'fan_out.finished_at': EARLIER('fan_out', 'finished_at', 'finished_at IS NOT NULL'),
  'policy_proposal.activated_at': EARLIER('policy_proposal', 'activated_at'),
  'audit.recorded_at': EARLIER('audit', 'recorded_at', `operation = 'alert.acknowledge'`),
  'document.sha256': `UPDATE document SET sha256 = encode(sha256('other'), 'hex')`,
  'client.last_to': `UPDATE client SET last_to = 1 WHERE client_id = 'ada'`,
  'client.state': `UPDATE client SET state = jsonb_set(state::jsonb, '{entries}', '[]')::text WHERE client_id = 'ada'`,
  'client.knowledge': `UPDATE client SET knowledge = knowledge + 1000000000 WHERE client_id = 'ada'`,
  'record_pending.kind': `INSERT INTO record_pending (kind, subject, body) VALUES ('silence', 'si-none', '{"silence_id":"si-none"}')`,
  'record_pending.subject': `INSERT INTO record_pending (kind, subject, body) VALUES ('person', 'nobody', '{"person_id":"nobody"}')`,
  'record_pending.body': `INSERT INTO record_pending (kind, subject, body)
    SELECT 'person', person_id, jsonb_build_object('person_id', person_id, 'name', 'x')::text FROM person LIMIT 1`,
  'outbox.position': `INSERT INTO outbox (position, kind) VALUES (1, 'alert')`,
  'outbox.kind': `INSERT INTO outbox (position, kind) SELECT position, 'rejection' FROM alert_fact LIMIT 1`,
  'offset_gap.from_offset': `INSERT INTO offset_gap SELECT topic, partition, 0, next_offset, now() FROM kafka_offset WHERE last_record IS NOT NULL LIMIT 1`,
  'offset_gap.to_offset': `INSERT INTO offset_gap SELECT topic, partition, next_offset, next_offset + 5, now() FROM kafka_offset LIMIT 1`,
  'notification_group.due_at': `UPDATE notification_group SET pending_since = now(), due_at = NULL`,
  'log_checkpoint.checkpoint': `UPDATE log_checkpoint SET checkpoint = '[["desk",999999]]'`,
  'delivery.outcome': `UPDATE delivery SET outcome = 'FAILED' WHERE outcome = 'DELIVERED'`,
  'notification.body': `UPDATE notification SET body = jsonb_set(body::jsonb, '{sequence}', '77')::text WHERE group_key LIKE 'alert:%' OR group_key LIKE 'incident:%'`,
  'notification.next_attempt_at': `UPDATE notification SET next_attempt_at = now()`,
  'backtest.status': `UPDATE backtest SET status = 'FAILED' WHERE kind = 'WHAT_IF'`,
  'backtest.pack': `UPDATE backtest SET pack = '{}' WHERE kind = 'WHAT_IF'`,
  'backtest_difference.change': `INSERT INTO backtest_difference SELECT backtest_id, 99, 'GONE', 'a', 'b', NULL, NULL, '{}', 0 FROM backtest WHERE kind = 'WHAT_IF'`,
  'planned_check_answer.answer': `UPDATE planned_check_answer SET answer = CASE answer WHEN 'MAY' THEN 'PERSON' ELSE 'MAY' END`,
  'policy_pack.pack': `UPDATE policy_pack SET pack = jsonb_set(pack::jsonb, '{fourEyes,closing}', '[]')::text WHERE version = 'hasty/1'`,
  'policy_proposal.pack': `UPDATE policy_proposal SET pack = jsonb_set(pack::jsonb, '{fourEyes,closing}', '[]')::text`,
  'rebuild.created_by': `UPDATE rebuild SET created_by = (SELECT 'key:' || key_id FROM api_key LIMIT 1), approved_by = 'root'`,
  'silence.matchers': `UPDATE silence SET matchers = '[]'`,
  'receiver.matchers': `UPDATE receiver SET matchers = '[{"facet":"clientId","values":["x"]}]'`,
  'erasure.decision': `UPDATE erasure SET decision = 'REJECTED'`,
  'erasure.ground': `UPDATE erasure SET ground = 'RETENTION'`,
  'erasure.ledger_id': `UPDATE erasure SET ground = 'LEDGER', ledger_id = 'x'`,
  'alert_fact.body': `UPDATE alert_fact SET body = jsonb_set(body::jsonb, '{explanation}', '"It was fine."')::text WHERE kind = 'raised'`,
};

/** Where two tables say the same, the one that is found to say it otherwise. */
export const SEEN_AT: Readonly<Record<string, string>> = {
  'backtest.backtest_id': 'policy_proposal.backtest_id',
  'backtest.version': 'policy_proposal.backtest_id',
  'backtest.pack': 'policy_proposal.backtest_id',
  'backtest.status': 'policy_proposal.backtest_id',
  'backtest_difference.change': 'backtest.gone',
  'planned_check_answer.answer': 'planned_check.may',
  'batch.chain': 'chain_head.chain',
  // Whatever is altered of it, its leaf is another.
  'log_record.kind': 'log_record.salt',
  'log_record.subject': 'log_record.salt',
  'log_record.client_id': 'log_record.salt',
  'log_record.recorded_at': 'log_record.salt',
  'log_record.actor': 'log_record.salt',
  'log_record.body': 'log_record.salt',
  'record_pending.kind': 'silence.silence_id',
  'record_pending.subject': 'person.person_id',
  'record_pending.body': 'person.name',
  'rebuild.created_by': 'rebuild.approved_by',
  'delivery.outcome': 'delivery.reason',
  'erased_row.position': 'erasure.digest',
  'erased_row.erasure_id': 'erasure.digest',
  'erased_row.leaf': 'erasure.digest',
  'event.topic': 'kafka_offset.topic',
  'judge_change.position': 'fan_out.position',
  'notification.body': 'notification.sequence',
  'policy_activation.position': 'incident.incident_id',
  'policy_activation.recorded_at': 'policy_pack.recorded_at',
  'policy_proposal.pack': 'policy_proposal.backtest_id',
};

/** What the role of the apps can do by plain statements, and what is said of it. */
export const AS_THE_APP: readonly [name: string, statement: string, expected: object][] = [
  [
    'an alert is closed past the desk',
    `UPDATE alert SET status = 'CLOSED', closed_at = now()`,
    { table: 'alert', column: 'status', expected: 'OPEN', actual: 'CLOSED' },
  ],
  [
    'an alert is made less grave',
    `UPDATE alert SET severity = 'low' WHERE client_id NOT LIKE 'erased-%'`,
    { table: 'alert', column: 'severity', actual: 'low' },
  ],
  ['an alert vanishes', `DELETE FROM alert WHERE client_id = 'ada'`, { table: 'alert', kind: 'NO_PROJECTION' }],
  ['a client vanishes', `DELETE FROM client WHERE client_id = 'ada'`, { table: 'client', kind: 'NO_PROJECTION' }],
  ['an incident vanishes', 'DELETE FROM incident', { table: 'incident', kind: 'MISSING' }],
  ['a job vanishes', 'DELETE FROM fan_out', { table: 'fan_out', kind: 'MISSING' }],
  ['reading is set back', 'DELETE FROM kafka_offset', { table: 'kafka_offset', kind: 'OFFSET_MISSING' }],
  [
    'a chain is forgotten',
    `DELETE FROM chain_head WHERE chain = 'desk'`,
    { table: 'chain_head', kind: 'HEAD_MISSING', row: { chain: 'desk' } },
  ],
  [
    'a rejection is invented, to be taken up later',
    `INSERT INTO rejection SELECT topic || '-0-999', position + 50, topic, 0, 999, message_key, headers, value, reason, message, recorded_at
       FROM rejection LIMIT 1`,
    { table: 'rejection', kind: 'BEFORE_IT_WAS_READ', offset: 999 },
  ],
  [
    'an event is invented, as if it had been taken up again',
    `INSERT INTO event SELECT position + 50, '\\x00'::bytea || substring(identity from 2), client_id, type, shared, recorded_at,
            topic, partition, 998, message_key, headers, value FROM event WHERE client_id = 'ada' LIMIT 1`,
    { table: 'event', offset: 998 },
  ],
  [
    'an event is invented, with a link of its own in the chain of what is taken up again',
    `WITH linked AS (
       INSERT INTO batch SELECT 'redrive', seq + 1000, 900000, recorded_at, 1, 0, content, hash FROM batch WHERE chain = 'redrive' LIMIT 1)
     INSERT INTO event SELECT 900000 * 65536::bigint, '\\x00'::bytea || substring(identity from 2), client_id, type, shared,
            recorded_at, topic, partition, 997, message_key, headers, value FROM event WHERE client_id = 'ada' LIMIT 1`,
    { table: 'event', kind: 'NOT_FROM_A_REJECTION', offset: 997 },
  ],
  [
    'a message that was refused is said to have been taken',
    `INSERT INTO rejection_outcome SELECT rejection_id, 50, 'ACCEPTED', NULL, now() FROM rejection_outcome WHERE outcome = 'REJECTED' LIMIT 1`,
    { table: 'rejection_outcome', column: 'outcome', actual: 'ACCEPTED' },
  ],
  [
    'an alert that takes two people is closed by one, who writes what the trigger asks for',
    `WITH proposed AS (
       INSERT INTO alert_fact SELECT position + 7, client_id, alert_id, 'close-proposed', NULL, recorded_at, 'root',
              jsonb_set(body::jsonb, '{actor}', '"root"')::text FROM alert_fact WHERE kind = 'close-proposed' LIMIT 1)
     INSERT INTO alert_fact SELECT position + 8, client_id, alert_id, 'closed', NULL, recorded_at, 'bob',
            jsonb_set(body::jsonb, '{actor}', '"bob"')::text FROM alert_fact WHERE kind = 'close-proposed' LIMIT 1`,
    { table: 'alert_fact', column: 'actor' },
  ],
  [
    'somebody is given a role past the admins',
    `UPDATE person SET given_roles = '{admin}' WHERE person_id = 'ida'`,
    { table: 'person', column: 'given_roles' },
  ],
  [
    'somebody who came by a link alone is given a role',
    `UPDATE person SET given_roles = '{admin}' WHERE person_id = 'ann'`,
    { table: 'person', column: 'given_roles' },
  ],
  [
    'one person is made two, by another address',
    `UPDATE person SET email = 'nobody@bank.example' WHERE person_id = 'ida'`,
    { table: 'person', column: 'email' },
  ],
  [
    'something is sent that nobody recorded',
    `INSERT INTO outbox VALUES (12, 'alert')`,
    { table: 'outbox', kind: 'WITHOUT_CAUSE' },
  ],
  [
    'a line of the audit is invented',
    `INSERT INTO audit (recorded_at, person_id, address, operation, target)
     SELECT now(), 'bob', '::1', 'alert.close', alert_id FROM alert LIMIT 1`,
    { table: 'audit', kind: 'WITHOUT_CAUSE' },
  ],
];

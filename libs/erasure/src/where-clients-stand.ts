/** A table of which some columns are texts that may name a client among others. */
export interface TextTable {
  readonly key: readonly string[];
  /** Texts, or JSON in texts. */
  readonly texts: readonly string[];
  /** How a row shows that all of it is about one alert. */
  readonly aboutAlert?: { readonly column: string; readonly prefix: string };
}

/**
 * Where the client may be named beside others, table by table. Rows that are theirs alone, and the log itself, are dealt with
 * one by one where an erasure is carried out.
 */
export const TEXT_TABLES: Readonly<Record<string, TextTable>> = {
  audit: { key: ['position'], texts: ['target', 'before', 'after'], aboutAlert: { column: 'target', prefix: '' } },
  planned_check: { key: ['check_id'], texts: ['events', 'rejected'] },
  silence: { key: ['silence_id'], texts: ['matchers', 'reason'] },
  receiver: { key: ['receiver_id'], texts: ['name', 'matchers'] },
  notification: { key: ['notification_id'], texts: ['body'], aboutAlert: { column: 'group_key', prefix: 'alert:' } },
  notification_group: {
    key: ['receiver_id', 'group_key'],
    texts: ['told'],
    aboutAlert: { column: 'group_key', prefix: 'alert:' },
  },
  delivery: { key: ['position'], texts: ['detail'] },
  saved_view: { key: ['view_id'], texts: ['name', 'search'] },
  rejection_step: { key: ['rejection_id', 'step'], texts: ['reason'] },
  topic_rebinding: { key: ['rebinding_id'], texts: ['reason'] },
  offset_gap: { key: ['topic', 'partition', 'from_offset'], texts: ['reason'] },
  policy_proposal: { key: ['proposal_id'], texts: ['reason'] },
  // Of other clients' files: their own go as a whole.
  document: { key: ['document_id'], texts: ['name'] },
  legal_hold: { key: ['hold_id'], texts: ['client_id', 'reason', 'lift_reason'] },
  // But the one that is under way, which needs them to its end.
  erasure: { key: ['erasure_id'], texts: ['client_id', 'reason', 'decision_reason'] },
  reading_trouble: { key: ['monitor'], texts: ['message'] },
};

/** Tables that hold nothing of clients, by what they hold. A table that is in none of these lists fails a test. */
export const NOTHING_OF_CLIENTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['batch', 'chain_head', 'tree_leaf', 'tree_node', 'tree_head', 'tree_cosignature', 'tree_time_stamp'].map(
      (table) => [table, 'digests, which are over salted rows'],
    ),
  ),
  erased_row: 'positions and digests over salted rows',
  ...Object.fromEntries(
    [
      'person',
      'person_setting',
      'visit',
      'session',
      'sign_in_link',
      'invitation',
      'let_in',
      'pending_sign_in',
      'api_key',
      'webhook_secret',
    ].map((table) => [table, 'people of the firm']),
  ),
  ...Object.fromEntries(
    ['policy_pack', 'policy_activation', 'judge_change', 'policy_shadow'].map((table) => [table, 'rules']),
  ),
  ...Object.fromEntries(
    [
      'kafka_offset',
      'topic_incarnation',
      'topic_stop',
      'log_checkpoint',
      'lease',
      'knowledge',
      'app_role',
      'schema_age',
    ].map((table) => [table, 'how far the work has come']),
  ),
  digest: 'counts for people of the firm',
  outbox: 'positions',
  restore: 'that the database was put back, how far it reached, and why',
  demonstration: 'that the book is a demonstration, and its clock',
  log_divergence: 'how far the database reaches',
  sent_before: 'ids of alerts and digests, which go with the alerts of whoever is erased',
  settled_before: 'positions',
  breach_notice: 'ids of alerts',
  rejection_outcome: 'what came of taking up a rejection, as a word',
  migration: 'versions of the schema',
};

/** Tables of which rows are a client's own, or the log itself. */
export const OWN_TABLES = [
  ...['event', 'alert_fact', 'rejection', 'log_record', 'record_pending'],
  // The list of alerts and the changes that it is behind follow the alerts, in the same transaction.
  ...[
    'alert',
    'listed_alert',
    'alert_change',
    'mention',
    'client',
    'incident',
    'fan_out',
    'planned_check_answer',
    'idempotency',
  ],
  ...['backtest', 'backtest_chunk', 'backtest_difference', 'shadowed_client', 'shadow_difference'],
  ...['rebuild', 'rebuilt_client', 'rebuild_difference'],
  ...['document_content', 'evidence_task', 'desk_event'],
] as const;

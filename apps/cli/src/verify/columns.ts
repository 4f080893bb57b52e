/**
 * Every column of every table, with what `verify` derives it from, or plainly why it can't. A test holds the list against
 * the database, so that no column is forgotten, and another alters each derived one and expects to be told of it.
 */
export type Column = { readonly from: string } | { readonly because: string };

const from = (what: string): Column => ({ from: what });
const notDerivable = (because: string): Column => ({ because });

const CLOCK = notDerivable('It is the time by the clock at which it happened; nothing else has noted it.');
const SECRET = notDerivable('It is a secret, or the digest of one, made at random.');
const PASSING = notDerivable(
  'It is kept for a while, for the sake of one visit, and nothing on record follows from it.',
);
const ENTERED = notDerivable('A person entered it; the audit tells who changes it, not what stands.');
const PROGRESS = notDerivable('It says how far a job has come; what the job came to is checked where it is used.');
const TRIAL = notDerivable('It is what a trial was asked for and found at its time; to be sure, ask for another one.');
const REASONED = notDerivable('A check was answered as of its time and is never changed: its role may only add rows.');
const OTHERS = notDerivable('It is of the tool that brings the schema up to date.');

const MESSAGE = from('the message at its coordinates on Kafka');
const PARSED = from('parsing the message again');
const BATCH_TIME = from('the time of its batch');
const TOLD = from('its body, and the message on scope-alerts');
const JUDGED = from('judging the client again; where it no longer alerts, what was told of it last');
const STEPS = from('the recorded steps of work on it');
const AUDITED = from('the audit');
const PROPOSED = from('the proposal that was approved');

/** By table, then by column. */
export const COLUMNS: Readonly<Record<string, Readonly<Record<string, Column>>>> = {
  event: {
    position: from('its place in its batch, which is digested again'),
    identity: PARSED,
    client_id: PARSED,
    type: PARSED,
    shared: PARSED,
    recorded_at: BATCH_TIME,
    topic: MESSAGE,
    partition: MESSAGE,
    kafka_offset: MESSAGE,
    message_key: MESSAGE,
    headers: MESSAGE,
    value: MESSAGE,
  },
  alert_fact: {
    position: from('its place in its batch, and the message on scope-alerts'),
    client_id: TOLD,
    alert_id: TOLD,
    kind: TOLD,
    cause: TOLD,
    recorded_at: TOLD,
    actor: TOLD,
    body: from('the message on scope-alerts, the change before it, and judging again; what people wrote, its batch'),
  },
  batch: {
    chain: from('its place in the chain'),
    seq: from('its place in the chain'),
    block: from('the rows that it holds'),
    recorded_at: from('the rows that it holds'),
    events: from('the rows that it holds'),
    facts: from('the rows that it holds'),
    content: from('the rows that it holds'),
    hash: from('its content and the hash before it'),
  },
  chain_head: {
    chain: from('the last batch of the chain'),
    seq: from('the last batch of the chain'),
    hash: from('the last batch of the chain'),
  },
  rejection: {
    rejection_id: MESSAGE,
    position: from('its place in its batch, which is digested again'),
    topic: MESSAGE,
    partition: MESSAGE,
    kafka_offset: MESSAGE,
    message_key: MESSAGE,
    headers: MESSAGE,
    value: MESSAGE,
    reason: PARSED,
    message: PARSED,
    recorded_at: BATCH_TIME,
  },
  rejection_outcome: {
    rejection_id: from('what is in the log with the coordinates of the rejection'),
    attempt: from('the attempts before it'),
    outcome: from('what is in the log with the coordinates of the rejection, or under its identity'),
    message: from('its outcome, as to its form'),
    recorded_at: from('what came before it, as a bound'),
  },
  client: {
    client_id: from('the ids that the log knows'),
    version: notDerivable(
      'It counts changes of the row, those too that left no trace, so that writers notice one another.',
    ),
    knowledge: from('the newest fact that all clients share, as a bound'),
    refs: JUDGED,
    facets: JUDGED,
    state: JUDGED,
    last_to: JUDGED,
  },
  alert: {
    client_id: JUDGED,
    alert_id: JUDGED,
    survivor_id: JUDGED,
    entity_id: JUDGED,
    verdict: JUDGED,
    severity: JUDGED,
    active: JUDGED,
    status: STEPS,
    incident_id: from('its first recorded change, and its act'),
    effective_at: JUDGED,
    raised_at: from('its first recorded change'),
    changed_at: from('the last recorded change by the judge'),
    explanation: JUDGED,
    view: JUDGED,
    kind: JUDGED,
    service: JUDGED,
    asset_class: JUDGED,
    country: JUDGED,
    article61_2: JUDGED,
    assignee: STEPS,
    work: STEPS,
    closed_at: STEPS,
    proposed: STEPS,
  },
  incident: {
    incident_id: from('the fact, the act or the pack that it is about'),
    kind: from('the fact, the act or the pack that it is about'),
    key: from('the fact, the act or the pack that it is about'),
    opened_at: from('the first of what is recorded of it'),
  },
  mention: {
    person_id: from('the recorded step whose text mentions them'),
    client_id: from('the recorded step whose text mentions them'),
    alert_id: from('the recorded step whose text mentions them'),
    position: from('the recorded step whose text mentions them'),
  },
  outbox: {
    position: from('the change or rejection that waits'),
    kind: from('the change or rejection that waits'),
  },
  kafka_offset: {
    topic: from('what is on file of the topic'),
    partition: from('what is on file of the partition'),
    next_offset: from('what is on file of the partition, and what it holds'),
  },
  offset_gap: {
    topic: notDerivable('What a gap held is gone from the topic; where it is, only this row says.'),
    partition: notDerivable('What a gap held is gone from the topic; where it is, only this row says.'),
    from_offset: from('what is on file: nothing from there'),
    to_offset: from('what is on file: nothing up to there, and where reading stands'),
    recorded_at: CLOCK,
  },
  knowledge: {
    only_row: notDerivable('The database lets it have one value only.'),
    version: from('the newest fact that all clients share, and the newest pack'),
  },
  fan_out: {
    position: from('the fact or pack whose job it is'),
    cause: from('the fact or pack whose job it is'),
    incident_id: from('the fact or pack whose job it is'),
    refs: from('the fact, and what all clients shared then'),
    client_ids: from('the fact, and what all clients shared then'),
    everyone: from('the fact, and what all clients shared then'),
    cursor: PROGRESS,
    judged: PROGRESS,
    recorded_at: from('the fact or pack whose job it is'),
    finished_at: from('the time of recording, as a bound'),
  },
  policy_pack: {
    version: from('the pack itself'),
    recorded_at: from('when it first came into force'),
    pack: from(
      'the proposal that was approved; of the pack that an installation brought along, only that the verdicts on record follow from it',
    ),
  },
  policy_activation: {
    position: from('the jobs and the incident of the time it came into force'),
    version: PROPOSED,
    recorded_at: from('the job that it made, and the times before'),
    effective_from: PROPOSED,
    proposal_id: from('the proposal, which came into force once'),
    activated_by: PROPOSED,
    notify: PROPOSED,
    rules: from('the packs up to it'),
  },
  policy_proposal: {
    proposal_id: AUDITED,
    version: from('the pack itself'),
    pack: from('the pack that was tried and that came into force'),
    reason: AUDITED,
    backtest_id: AUDITED,
    proposed_by: AUDITED,
    proposed_at: AUDITED,
    decided_by: from('the audit; it must be somebody else than who proposed'),
    decided_at: AUDITED,
    decision: AUDITED,
    effective_from: AUDITED,
    notify: AUDITED,
    activated_at: from('when it came into force, as a bound'),
    withdrawn_by: AUDITED,
    withdrawn_at: AUDITED,
  },
  audit: {
    position: notDerivable('It only orders the lines; what is left out can be seen of steps of work alone.'),
    recorded_at: from('the step of work that it is about, as a bound'),
    person_id: from('the step of work that it is about'),
    address: notDerivable('Nothing else has noted where a request came from.'),
    operation: from('the step of work that it is about'),
    target: from('the step of work that it is about'),
    before: from('the step of work that it is about'),
    after: from('the step of work that it is about'),
  },
  silence: {
    silence_id: AUDITED,
    matchers: AUDITED,
    reason: AUDITED,
    created_by: AUDITED,
    created_at: AUDITED,
    until: AUDITED,
    approved_by: from('the audit; it must be somebody else than who made it'),
    ended_at: AUDITED,
    ended_by: AUDITED,
    needs_second: from('the audit, and what the pack of its time allows one person'),
  },
  api_key: {
    key_id: AUDITED,
    secret_hash: SECRET,
    name: AUDITED,
    roles: AUDITED,
    entities: AUDITED,
    created_by: AUDITED,
    created_at: CLOCK,
    last_used_at: CLOCK,
    revoked_at: CLOCK,
  },
  person: {
    person_id: notDerivable('It is the name itself; steps and decisions by a name that nobody has are noticed there.'),
    name: ENTERED,
    email: ENTERED,
    issuer: ENTERED,
    subject: ENTERED,
    roles: ENTERED,
    entities: ENTERED,
    disabled: ENTERED,
    created_at: CLOCK,
    last_seen_at: CLOCK,
  },
  receiver: {
    receiver_id: AUDITED,
    kind: AUDITED,
    name: AUDITED,
    target: AUDITED,
    matchers: AUDITED,
    created_by: AUDITED,
    created_at: CLOCK,
    disabled_at: CLOCK,
    disabled_because: notDerivable('It says in words why nothing is sent any more.'),
    deleted_at: CLOCK,
  },
  notification: {
    notification_id: from('receiver, group and number'),
    receiver_id: from('the id, which was made of it'),
    group_key: from('its body'),
    sequence: from('its body'),
    type: from('its body'),
    body: from('group, number and kind; what it tells was so at its time'),
    made_at: CLOCK,
    attempts: from('the lines of delivery'),
    next_attempt_at: from('the lines of delivery: whether there is one; when, only the clock says'),
  },
  notification_group: {
    receiver_id: from('the notices of the group'),
    group_key: from('the notices of the group'),
    sequence: from('the notices of the group'),
    pending_since: CLOCK,
    told: from('the last notice'),
    held: from('the kinds of notices, as to its form'),
    due_at: from('whether something waits to be considered; when, only the clock says'),
  },
  breach_notice: {
    receiver_id: notDerivable('Which receiver a breach was told to, only this row and the body of a notice say.'),
    alert_id: from('the alerts on record'),
    due_at: from('when the alert was raised, and the service levels of the packs that were in force'),
  },
  delivery: {
    position: notDerivable('It only orders the lines.'),
    recorded_at: CLOCK,
    receiver_id: from('the notice'),
    notification_id: from('the notice'),
    group_key: from('the notice'),
    type: from('the notice'),
    attempt: from('the number of attempts, as a bound'),
    outcome: from('the reason, and the number of attempts'),
    reason: from('the outcome, as to whether there is one'),
    status: notDerivable('It is what somebody else’s server answered.'),
    detail: notDerivable('It is what somebody else’s server answered.'),
    took_ms: CLOCK,
  },
  log_checkpoint: {
    follower: notDerivable('Whoever follows the log names itself.'),
    checkpoint: from('the ends of the chains, as a bound'),
  },
  backtest: {
    backtest_id: from('the proposal that it tried'),
    version: from('the proposal that it tried'),
    pack: from('the proposal that it tried'),
    act_from: TRIAL,
    act_to: TRIAL,
    client_ids: TRIAL,
    status: from('the proposal that it tried, where that was approved'),
    done: PROGRESS,
    total: PROGRESS,
    same: TRIAL,
    added: from('its differences, counted'),
    gone: from('its differences, counted'),
    changed: from('its differences, counted'),
    problem: TRIAL,
    created_by: TRIAL,
    created_at: CLOCK,
    started_at: CLOCK,
    finished_at: CLOCK,
    kind: TRIAL,
    picture: PROGRESS,
    done_before: PROGRESS,
  },
  backtest_difference: all(
    ['backtest_id', 'ordinal', 'client_id', 'entity_id', 'before', 'after', 'body', 'chunk'],
    TRIAL,
    {
      change: from('the sums of the backtest'),
    },
  ),
  backtest_chunk: all(
    ['backtest_id', 'chunk', 'first_id', 'last_id', 'clients', 'same', 'added', 'gone', 'changed'],
    PROGRESS,
  ),
  policy_shadow: all(
    [
      ...['shadow_id', 'proposal_id', 'started_by', 'started_at', 'since', 'judged_to', 'waiting', 'clients', 'same'],
      ...['added', 'gone', 'changed', 'stopped_at', 'stopped_by'],
    ],
    TRIAL,
  ),
  shadowed_client: all(['shadow_id', 'client_id', 'version', 'knowledge', 'refs', 'same'], TRIAL),
  shadow_difference: all(['shadow_id', 'survivor_id', 'alert_id', 'client_id', 'change', 'found_at', 'body'], TRIAL),
  rebuild: all(
    [
      ...['rebuild_id', 'stage', 'compare_only', 'policy_version', 'cursor', 'done', 'total', 'rounds', 'caught_up'],
      ...['cut_over_version', 'problem', 'created_at', 'started_at', 'approved_at', 'cut_over_at', 'rolled_back_by'],
      ...['judged_anew', 'finished_at'],
    ],
    notDerivable('It says what became of a rebuild; what it left is checked like everything else.'),
    {
      created_by: from('who approved: it must be somebody else'),
      approved_by: from('who had it made: it must be somebody else'),
    },
  ),
  rebuilt_client: all(['rebuild_id', 'client_id', 'version', 'knowledge', 'refs'], PROGRESS),
  rebuild_difference: all(
    [
      ...['rebuild_id', 'ordinal', 'client_id', 'change', 'kind', 'key', 'cause', 'before', 'after', 'approved'],
      'old_row',
    ],
    notDerivable('It says what differed at its time; what was made of it is checked like everything else.'),
  ),
  planned_check: all(['check_id', 'asked_by', 'asked_at', 'block', 'policy_version', 'events'], REASONED, {
    may: from('its answers, counted'),
    may_not: from('its answers, counted'),
    person: from('its answers, counted'),
  }),
  planned_check_answer: all(['check_id', 'ordinal', 'client_id', 'entity_id', 'verdict', 'body'], REASONED, {
    answer: from('the sums of the check'),
  }),
  session: all(
    ['token_hash', 'person_id', 'method', 'csrf_token', 'created_at', 'last_seen_at', 'expires_at'],
    PASSING,
  ),
  sign_in_link: all(['token_hash', 'person_id', 'expires_at'], PASSING),
  pending_sign_in: all(['browser_hash', 'state', 'nonce', 'code_verifier', 'expires_at'], PASSING),
  idempotency: all(['person_id', 'key', 'request', 'status', 'answer', 'recorded_at'], PASSING),
  webhook_secret: all(['receiver_id', 'current', 'previous', 'previous_until'], SECRET),
  migration: all(['id', 'timestamp', 'name'], OTHERS),
};

/** Columns that are all of one kind, and those that are not. */
function all(
  columns: readonly string[],
  column: Column,
  others: Readonly<Record<string, Column>> = {},
): Record<string, Column> {
  return { ...Object.fromEntries(columns.map((name) => [name, column])), ...others };
}

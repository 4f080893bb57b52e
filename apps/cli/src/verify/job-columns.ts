import {
  from,
  notDerivable,
  CLOCK,
  SECRET,
  PASSING,
  PROGRESS,
  TRIAL,
  REASONED,
  OTHERS,
  all,
  type Table,
} from './column-sources.js';

/** Jobs and trials, and what is kept for a visit. By table, then by column. */
export const JOB_COLUMNS: Readonly<Record<string, Table>> = {
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
  planned_check: all(['check_id', 'asked_by', 'asked_at', 'block', 'policy_version', 'events', 'rejected'], REASONED, {
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
  saved_view: all(['view_id', 'owner', 'name', 'shared', 'search', 'created_at'], PASSING),
  person_setting: all(['person_id', 'time_zone', 'landing', 'density', 'digest', 'digest_at'], PASSING),
  visit: all(['person_id', 'seen_at', 'before_at'], PASSING),
  sign_in_link: all(['token_hash', 'person_id', 'expires_at'], PASSING),
  invitation: all(
    [
      ...['person_id', 'made_by', 'made_at', 'token_hash', 'expires_at', 'used_at'],
      ...['mailed_to', 'attempts', 'due_at', 'failure'],
    ],
    PASSING,
  ),
  digest: all(
    [
      ...['person_id', 'day', 'counted_at', 'lines', 'roles', 'entities'],
      ...['mailed_to', 'attempts', 'due_at', 'mailed_at', 'failure'],
    ],
    PASSING,
  ),
  let_in: all(
    ['person_id', 'let_in_by', 'at'],
    notDerivable('It makes two people count as one from then on; what they did before is not judged by it.'),
  ),
  reading_trouble: all(['monitor', 'message', 'since', 'attempts', 'next_attempt_at'], PASSING),
  pending_sign_in: all(['browser_hash', 'state', 'nonce', 'code_verifier', 'expires_at'], PASSING),
  idempotency: all(['person_id', 'key', 'request', 'status', 'answer', 'recorded_at'], PASSING),
  webhook_secret: all(['receiver_id', 'current', 'previous', 'previous_until'], SECRET),
  migration: all(['id', 'timestamp', 'name'], OTHERS),
};

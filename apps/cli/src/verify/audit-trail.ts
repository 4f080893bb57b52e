import { sameJson } from '#contract';
import type { Step, Work } from './alert-history.js';
import { readJson, snakeCase, type AuditRow } from './audit-line.js';
import { Decisions } from './decisions.js';
import { ErasuresAudited } from './erasures.js';
import { MS } from './log-blocks.js';
import { PeopleOnRecord } from './people-on-record.js';
import type { People } from './people.js';
import type { Packs } from './packs.js';
import { readJson as readBackJson } from './read-back.js';
import type { Columns } from './report.js';
import type { Source } from './source.js';

const NAME = 'I10 what people did is in the audit as it is on record, and what takes two people was done by two';
const PAGE = 2_000;
const DAY_MS = 86_400_000;

const OPERATIONS: Readonly<Record<string, string>> = {
  acknowledged: 'alert.acknowledge',
  assigned: 'alert.assign',
  commented: 'alert.comment',
  escalated: 'alert.escalate',
  'close-proposed': 'alert.close',
  'close-rejected': 'alert.reject',
  reopened: 'alert.reopen',
};

const STEP_OPERATIONS = [...Object.values(OPERATIONS), 'alert.approve'];

/** What the audit must say of a step of work. */
interface Expected {
  readonly position: number;
  readonly recordedAt: number;
  readonly columns: Columns;
}

/** Gathers what the audit must say of each step of work on alerts, and holds it and what else people did against it. */
export class AuditTrail {
  /** By alert, in the order of recording. */
  private readonly steps = new Map<string, Expected[]>();
  private readonly silences = new Map<string, AuditRow>();
  private readonly proposals = new Map<string, AuditRow>();
  private readonly keys = new Map<string, AuditRow>();
  private readonly receivers = new Map<string, AuditRow>();
  private readonly decisions: Decisions;
  private readonly people = new PeopleOnRecord();
  private readonly erasures = new ErasuresAudited();

  constructor(private readonly source: Source) {
    this.decisions = new Decisions(source);
  }

  readonly note = ({ fact, before, after }: Step): void => {
    const { alertId, kind, actor, body, position, recordedAt } = fact;
    const operation =
      kind === 'closed' ? (body.note?.approvedBy === undefined ? 'alert.close' : 'alert.approve') : OPERATIONS[kind];
    const columns = { person_id: actor, operation, target: alertId, before: workOf(before), after: workOf(after) };
    const steps = this.steps.get(alertId) ?? [];
    steps.push({ position, recordedAt, columns });
    this.steps.set(alertId, steps);
  };

  async check(people: People, packs: Packs): Promise<void> {
    const { report } = this.source;
    const counts = { rows: 0, steps: 0 };
    for (const steps of this.steps.values()) steps.sort((a, b) => a.position - b.position);
    for await (const rows of this.pages()) {
      counts.rows += rows.length;
      for (const row of rows) counts.steps += (await this.take(row)) ? 1 : 0;
    }
    for (const [target, steps] of this.steps) {
      for (const { position } of steps) {
        const row = { table: 'alert_fact', row: { position }, column: 'position' };
        await report.violation('I10', { kind: 'NOT_IN_THE_AUDIT', ...row, target });
      }
    }
    const silences = await this.compareSilences(people, packs);
    const proposals = await this.compareProposals();
    const keys = await this.compareKeys();
    await this.compareReceivers();
    const rebuilds = await this.compareRebuilds(people);
    const decisions = await this.decisions.check(people);
    const persons = await this.people.check(this.source);
    await this.erasures.check(this.source, people);
    report.invariant(
      NAME,
      `${counts.rows} lines of the audit, ${counts.steps} of them steps of work on alerts; ${silences} silences, ` +
        `${proposals} proposals, ${keys} keys, ${rebuilds} rebuilds, ${persons}, ${decisions}`,
    );
  }

  private async *pages(): AsyncGenerator<AuditRow[]> {
    for (let last = 0; ;) {
      const rows = await this.source.sql.query<AuditRow>(
        `SELECT position, person_id, operation, target, before, after, ${MS('recorded_at')} AS recorded_at
           FROM audit WHERE position > $1 ORDER BY position LIMIT ${PAGE}`,
        [last],
      );
      yield rows;
      last = rows.at(-1)?.position ?? last;
      if (rows.length < PAGE) return;
    }
  }

  /** @returns whether it is about a step of work */
  private async take(row: AuditRow): Promise<boolean> {
    this.decisions.take(row);
    this.people.take(row);
    this.erasures.take(row);
    const after = readJson(row.after);
    if (row.operation.startsWith('silence.')) this.silences.set(row.target, row);
    if (row.operation.startsWith('policy.') && typeof after['proposalId'] === 'string') {
      this.proposals.set(after['proposalId'], row);
    }
    if (row.operation === 'key.create') this.keys.set(row.target, row);
    if (row.operation === 'webhook.create') this.receivers.set(row.target, row);
    const onRecord = this.steps.get(row.target);
    const before = readJson(row.before);
    const isStep = STEP_OPERATIONS.includes(row.operation) || saysTheSame(onRecord?.[0], { before, after });
    if (!isStep) return false;
    const { report } = this.source;
    const at = { table: 'audit', row: { position: row.position } };
    const step = onRecord?.shift();
    if (step === undefined) {
      await report.violation('I10', { kind: 'WITHOUT_CAUSE', ...at, column: 'target' });
      return true;
    }
    if (onRecord?.length === 0) this.steps.delete(row.target);
    await report.compare('I10', at, step.columns, { ...row, before, after });
    if (row.recorded_at < step.recordedAt) {
      const expected = { recorded_at: `not before ${step.recordedAt}` };
      await report.compare('I10', at, expected, { recorded_at: row.recorded_at });
    }
    return true;
  }

  /** A silence is what the audit says that somebody made of it, and a long one was agreed to by somebody else. */
  private async compareSilences(people: People, packs: Packs): Promise<number> {
    const { sql, report } = this.source;
    const rows = await sql.query<Columns & { silence_id: string; created_by: string; approved_by: string | null }>(
      `SELECT silence_id, matchers, reason, created_by, created_at, until, approved_by, ended_at, ended_by, needs_second,
              ${MS('created_at')} AS created_ms, ${MS('until')} AS until_ms
         FROM silence ORDER BY silence_id`,
    );
    for (const row of rows) {
      const at = { table: 'silence', row: { silence_id: row.silence_id } };
      const noted = this.silences.get(row.silence_id);
      if (noted === undefined) {
        await report.violation('I10', { kind: 'NOT_IN_THE_AUDIT', ...at, column: 'silence_id' });
        continue;
      }
      const after = readJson(noted.after);
      const actual = { ...row, matchers: readAny(row['matchers']) };
      await report.compare('I10', at, snakeCase(after, SILENCE), actual);
      const days = packs.inForceAt(Number(row['created_ms']))?.fourEyes.silenceDays ?? 0;
      const isLong = Number(row['until_ms']) - Number(row['created_ms']) > days * DAY_MS;
      if (isLong) await report.compare('I10', at, { needs_second: true }, row);
      if (row['needs_second'] === true && row.approved_by !== null && !people.areTwo(row.created_by, row.approved_by)) {
        await report.compare('I10', at, { approved_by: `somebody else than ${row.created_by}` }, row);
      }
    }
    return rows.length;
  }

  private async compareProposals(): Promise<number> {
    const { sql, report } = this.source;
    const rows = await sql.query<Columns & { proposal_id: string }>(
      `SELECT proposal_id, version, reason, backtest_id, proposed_by, proposed_at, decided_by, decided_at, decision,
              effective_from, notify, withdrawn_by, withdrawn_at
         FROM policy_proposal ORDER BY proposal_id`,
    );
    for (const row of rows) {
      const at = { table: 'policy_proposal', row: { proposal_id: row.proposal_id } };
      const noted = this.proposals.get(row.proposal_id);
      if (noted === undefined) {
        await report.violation('I10', { kind: 'NOT_IN_THE_AUDIT', ...at, column: 'proposal_id' });
      } else await report.compare('I10', at, snakeCase(readJson(noted.after), PROPOSAL), row);
    }
    return rows.length;
  }

  private async compareKeys(): Promise<number> {
    const { sql, report } = this.source;
    const rows = await sql.query<Columns & { key_id: string }>(
      'SELECT key_id, name, roles, entities, created_by, made_with, expires_at FROM api_key ORDER BY key_id',
    );
    for (const row of rows) {
      const at = { table: 'api_key', row: { key_id: row.key_id } };
      const noted = this.keys.get(row.key_id);
      if (noted === undefined) await report.violation('I10', { kind: 'NOT_IN_THE_AUDIT', ...at, column: 'key_id' });
      else {
        const expected = snakeCase(readJson(noted.after), KEY);
        const unsaid = { created_by: noted.person_id, made_with: null, expires_at: null };
        await report.compare('I10', at, { ...unsaid, ...expected }, row);
      }
    }
    return rows.length;
  }

  private async compareReceivers(): Promise<void> {
    const { sql, report } = this.source;
    const rows = await sql.query<Columns & { receiver_id: string }>(
      'SELECT receiver_id, kind, name, target, matchers, created_by FROM receiver ORDER BY receiver_id',
    );
    for (const row of rows) {
      const at = { table: 'receiver', row: { receiver_id: row.receiver_id } };
      const noted = this.receivers.get(row.receiver_id);
      if (noted === undefined) {
        await report.violation('I10', { kind: 'NOT_IN_THE_AUDIT', ...at, column: 'receiver_id' });
        continue;
      }
      const expected = snakeCase(readJson(noted.after), ['kind', 'name', 'target', 'matchers']);
      const actual = { ...row, matchers: readAny(row['matchers']) };
      await report.compare('I10', at, { ...expected, created_by: noted.person_id }, actual);
    }
  }

  /** What was put into use was approved by somebody else than who had it made. */
  private async compareRebuilds(people: People): Promise<number> {
    const { sql, report } = this.source;
    const rows = await sql.query<{ rebuild_id: string; created_by: string; approved_by: string | null }>(
      'SELECT rebuild_id, created_by, approved_by FROM rebuild ORDER BY rebuild_id',
    );
    for (const row of rows) {
      if (row.approved_by === null) continue;
      // One that was made by command is nobody's by name.
      const [maker, approver] = [people.behind(row.created_by), people.behind(row.approved_by)];
      if (approver !== null && (maker === null || people.areTwo(maker, approver))) continue;
      const at = { table: 'rebuild', row: { rebuild_id: row.rebuild_id } };
      await report.compare('I10', at, { approved_by: `somebody else than ${row.created_by}` }, row);
    }
    return rows.length;
  }
}

const SILENCE = [
  'matchers',
  'reason',
  'createdBy',
  'createdAt',
  'until',
  'needsSecond',
  'approvedBy',
  'endedAt',
  'endedBy',
];
const KEY = ['name', 'roles', 'entities', 'expiresAt', 'createdBy', 'madeWith'];
const PROPOSAL = [
  ...['version', 'reason', 'backtestId', 'proposedBy', 'proposedAt', 'decidedBy', 'decidedAt', 'decision'],
  ...['effectiveFrom', 'notify', 'withdrawnBy', 'withdrawnAt'],
];

/** Whether a line of another operation has the very states of the step that is looked for. */
const saysTheSame = (step: Expected | undefined, { before, after }: { before: Columns; after: Columns }): boolean =>
  step !== undefined && sameJson(step.columns['before'], before) && sameJson(step.columns['after'], after);

const workOf = ({ severity, status, assignee, proposed }: Work): Work => ({ severity, status, assignee, proposed });

const readAny = (text: unknown): unknown => readBackJson(String(text)) ?? text;

import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Static } from '@sinclair/typebox';
import { Recording } from '#contract';
import { identityKey, type Recorded } from '#domain';
import { SharedFactsNow } from '#judging/now';
import { alreadyRecorded, checkActs, clientsReached, unjudged, type Unjudged } from '#whatif';
import { checkout } from '#runtime';
import {
  addAnswers,
  addCheck,
  answersOf,
  checkOf,
  checks,
  ownCheckOf,
  recordAudit,
  type AskedWithin,
  type CheckAnswerRow,
  type Sql,
  type Tx,
} from '#store';
import type { Caller } from '../access/caller.js';
import type { ForeignFacts } from '../access/foreign-facts.js';
import { Database } from '../database.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Problem } from '../http/problem.js';
import { Rules } from '../rules.js';
import type { Check, CheckAnswer, CheckPage, Reconciliation } from './checks.shapes.js';
import { answerRow } from './check-answers.js';
import { plannedActs } from './planned-acts.js';
import { clientsShown, requireWithin } from './limited.js';
import { reconcile } from './reconcile.js';

const SHOWN_MAX = 100;
const SCRIPT = join(checkout, 'dist', 'apps', 'api', 'src', 'checks', 'answer-thread.js');
/** Somebody waits for the answer, and it takes seconds: all of the processor is used. */
const THREADS = availableParallelism();

type Rejected = Static<typeof Check>['rejected'];

/** Answers whether planned acts may be done, and keeps question and answer. */
export class Checks {
  private readonly shared = new SharedFactsNow();

  constructor(
    private readonly database: Database,
    private readonly rules: Rules,
    private readonly databaseUrl: string,
    private readonly foreign: ForeignFacts,
  ) {}

  /** @param events CloudEvents of what has not happened yet */
  ask(events: readonly unknown[], caller: Caller): Promise<Static<typeof Check>> {
    return this.database.write(async (tx) => {
      const { acts, rejected: untaken } = await takenActs(tx, events);
      const sharedFacts = await this.shared.read(tx);
      requireWithin(acts, sharedFacts, caller);
      const policy = await this.rules.current(tx);
      const checkId = `check-${randomUUID()}`;
      const counts = { MAY: 0, MAY_NOT: 0, PERSON: 0 };
      const shown: Static<typeof CheckAnswer>[] = [];
      const judged = new Set<number>();
      let ordinal = 0;
      const threads = { script: SCRIPT, databaseUrl: this.databaseUrl, count: THREADS };
      for await (const answers of checkActs(tx, { policy, acts, shared: this.shared, tell: answerRow, threads })) {
        const rows: CheckAnswerRow[] = [];
        const isShown = await clientsShown(tx, answers, acts, sharedFacts, caller);
        for (const row of answers.filter(({ entityId }) => reaches(caller, entityId))) {
          judged.add(row.index);
          counts[row.answer] += 1;
          if (!isShown(row.clientId)) continue;
          const body = await this.bodyFor(tx, row.body, caller);
          if (shown.length < SHOWN_MAX) shown.push(JSON.parse(body) as Static<typeof CheckAnswer>);
          rows.push({ ordinal: (ordinal += 1), ...row, body });
        }
        if (rows.length > 0) await addAnswers(tx, checkId, rows);
      }
      const silent = unjudged(acts, judged, sharedFacts).map((one) => atItsPlace(one, acts, caller));
      const rejected = [...untaken, ...silent].sort((a, b) => a.index - b.index);
      const { personId: askedBy } = caller;
      const { MAY: may, MAY_NOT: mayNot, PERSON: person } = counts;
      const about = { checkId, askedBy, policyVersion: policy.version, may, mayNot, person };
      const askedAt = await addCheck(tx, {
        ...about,
        events: JSON.stringify(events),
        rejected: JSON.stringify(rejected),
      });
      await recordAudit(tx, caller, 'check.ask', checkId, null, { ...counts, rejected: rejected.length });
      const ok = isAllClear({ mayNot, person, rejected: rejected.length });
      const question = { events: events.length, planned: plannedActs(events) };
      return { ...about, askedAt: askedAt.toISOString(), ok, ...question, answers: shown, rejected };
    });
  }

  /** The answer, less what it stands on that is another entity's. */
  private async bodyFor(tx: Tx, body: string, caller: Caller): Promise<string> {
    if (caller.entities === null) return body;
    const answer = JSON.parse(body) as Static<typeof CheckAnswer>;
    return JSON.stringify({ ...answer, reasons: await this.foreign.without(tx, answer.reasons, caller) });
  }

  /** What was asked, the newest first; of somebody who may not read the whole book only what they asked. */
  async list(query: { limit: number; cursor?: string }, caller: Caller): Promise<Static<typeof CheckPage>> {
    const place = decodeCursor(query.cursor, ['time', 'text']);
    const after = place === null ? null : { askedAt: place[0], checkId: place[1] };
    const rows = await this.database.read((sql) => checks(sql, ownOf(caller), after, query.limit + 1));
    return pageOfRows(
      rows,
      query.limit,
      (row) => [row.askedAt, row.checkId],
      (row) => ({
        ...row,
        ok: isAllClear(row),
      }),
    );
  }

  one(checkId: string, caller: Caller): Promise<Static<typeof Check>> {
    return this.database.read((sql) => this.read(sql, checkId, caller));
  }

  /** What was sent in the name of a check. */
  reconciled(checkId: string): Promise<Static<typeof Reconciliation>> {
    return this.database.read(async (sql) => {
      const check = await checkOf(sql, checkId);
      if (check === undefined) throw new Problem('NOT_FOUND', `No check has the id ${checkId}.`);
      const sharedFacts = await this.shared.read(sql);
      return reconcile(sql, check, {
        survivorOf: (clientId) => sharedFacts.clientMerges.survivorOf(clientId),
        reachedBy: async (campaign) => clientsReached(sql, campaign, sharedFacts, await this.rules.current(sql)),
      });
    });
  }

  /** @throws Problem NOT_FOUND also for what somebody asked whose role reaches further */
  async read(sql: Sql, checkId: string, caller: Caller): Promise<Static<typeof Check>> {
    const own = ownOf(caller);
    const row = await (own === null ? checkOf(sql, checkId) : ownCheckOf(sql, checkId, own));
    if (row === undefined) throw new Problem('NOT_FOUND', `No check has the id ${checkId}.`);
    const answers = await answersOf(sql, checkId, null, 0, SHOWN_MAX);
    const { askedBy, policyVersion, may, mayNot, person } = row;
    const rejected = JSON.parse(row.rejected) as Rejected;
    const events = JSON.parse(row.events) as unknown[];
    return {
      checkId,
      askedBy,
      askedAt: row.askedAt.toISOString(),
      policyVersion,
      ok: isAllClear({ mayNot, person, rejected: rejected.length }),
      may,
      mayNot,
      person,
      events: events.length,
      planned: plannedActs(events),
      answers: answers.map(({ body }) => JSON.parse(body) as Static<typeof CheckAnswer>),
      rejected,
    };
  }
}

/** Whatever could not be judged is no "yes". */
const isAllClear = (counts: { mayNot: number; person: number; rejected: number }): boolean =>
  counts.mayNot === 0 && counts.person === 0 && counts.rejected === 0;

/** Splits what is asked into acts that can be judged and what can't be taken; the same rules as on the topics hold. */
async function takenActs(tx: Tx, events: readonly unknown[]): Promise<{ acts: Recorded[]; rejected: Rejected }> {
  const recording = new Recording((index) => `place ${index}`);
  events.forEach((json, index) => recording.add(index, json));
  const rejected = recording.rejected.map(({ line, reason, message }) => ({
    index: line,
    reason: `${reason}`,
    message,
  }));
  const recorded = new Set((await alreadyRecorded(tx, recording.events)).map(identityKey));
  const acts: Recorded[] = [];
  for (const event of recording.events) {
    if (!recorded.has(identityKey(event))) acts.push(event);
    else
      rejected.push({
        index: event.position,
        reason: 'CONFLICT',
        message: 'An event with this source and id is recorded already, so it is not planned any more.',
      });
  }
  if (acts.length === 0) {
    throw new Problem('INVALID_INPUT', 'body/events holds no event that can be judged; rejected says why', {
      rejected,
    });
  }
  return { acts, rejected };
}

const reaches = ({ entities }: Caller, entityId: string): boolean => entities === null || entities.includes(entityId);

/** @param caller of somebody whose role is limited to some entities no more is said than what concerns these */
function atItsPlace({ index, reason, message }: Unjudged, acts: readonly Recorded[], caller: Caller): Rejected[number] {
  const event = acts[index];
  if (event === undefined) throw new Error('Only what is planned is judged.');
  if (caller.entities === null || reason !== 'REACHES_NOBODY') return { index: event.position, reason, message };
  return { index: event.position, reason, message: 'it reaches no client of an entity that your role reaches' };
}

/** Whose checks are shown: everybody's only to whoever may read the whole book. */
function ownOf({ personId, answersTo, permissions, entities }: Caller): AskedWithin | null {
  if (entities !== null) return { askedBy: personId, entities };
  // Sessions and keys of one person are that person.
  return permissions.includes('read') ? null : { askedBy: answersTo, entities: null };
}

import { BLOCK_SIZE, blockOf, type AlertFactRow } from '#log/codec';
import { newBlock } from '#log';
import {
  beginErasure,
  carryOutErasure,
  changeSharedFacts,
  eraseDesk,
  finishErasure,
  followAlertChanges,
  holdsOn,
  lockClients,
  setSharedFactsVersion,
  type Erasure,
  type Session,
  type Sql,
  type Tx,
} from '#store';
import type { Erase } from './erase.js';
import { eraseBy } from './erase-by.js';
import { eraseEvents } from './erase-events.js';
import { eraseProjections } from './erase-projections.js';
import { factChanges, keptChanges, rejectionChanges, type Change } from './log-changes.js';
import {
  erasedLeaves,
  lastBlock,
  othersFactsNaming,
  othersNaming,
  ownFacts,
  rejectionsNaming,
  unsaltedBeside,
  type Stretch,
} from './log-rows.queries.js';
import { membersOf } from './members-of.js';
import { ERASED, names, spellings, type Names } from './names.js';
import { jobsUnderWay } from './projection-rows.queries.js';
import { withoutClientInBody, withoutOtherInBody } from './redact-alert.js';
import { textsOf } from './rejected-texts.js';
import { sweep } from './sweep.js';

/** What an erasure came to: it is carried out, or waits for jobs that remember where they are by the ids of clients. */
export type CarriedOut =
  { readonly done: true; readonly names: Names } | { readonly done: false; readonly waitsFor: readonly string[] };

/**
 * Erases a client from the log and from everything that follows from it. The client's own events lose what they say, in all
 * others the random id stands where one of theirs stood; verdicts, ids of alerts and the times of their changes stay. Each row
 * of the log keeps its place and the leaf that its batch has committed to, and gets another for what is left of it, which goes
 * on record with the erasure.
 *
 * It is one transaction, during which nobody records anything that clients share; what is long is looked for beforehand.
 * A client who comes back afterwards is a new one.
 */
export class ClientEraser {
  constructor(private readonly session: Session) {}

  async carryOut(erasure: Erasure): Promise<CarriedOut> {
    // What has been recorded by now is looked through without holding anybody up; only what comes later is looked at inside.
    const to = (await this.barrier()) * BLOCK_SIZE + BLOCK_SIZE;
    const ids = await membersOf(this.session.sql, erasure.clientId);
    const before = await candidates(this.session.sql, ids, { from: 0, to });
    return this.session.transaction(async (tx) => {
      await changeSharedFacts(tx);
      const holds = await holdsOn(tx, ids);
      const waitsFor = holds.length > 0 ? ['a legal hold'] : await jobsUnderWay(tx);
      if (waitsFor.length > 0) return { done: false, waitsFor };
      if ((await membersOf(tx, erasure.clientId)).join('\0') !== ids.join('\0')) {
        return { done: false, waitsFor: ['another look at which ids are one client'] };
      }
      await lockClients(tx, ids);
      const pseudonym = await beginErasure(tx, erasure.erasureId, ids);
      const facts = await ownFacts(tx, ids);
      const of: Names = { ids, pseudonym, alertIds: new Set(facts.map(({ alertId }) => alertId)) };
      const later = await candidates(tx, ids, { from: to, to: null });
      const others = [...before.facts, ...later.facts];
      const erase = eraseBy(tx, erasure.erasureId);
      await eraseDesk(tx, erasure.erasureId);
      await eraseEvents(tx, of, [...before.events, ...later.events], erase);
      await erase('alert_fact', factChanges(facts.map((fact) => withoutClientInFact(fact, of))));
      await erase('alert_fact', factChanges(others.flatMap((fact) => withoutOtherInFact(fact, of))));
      await erase(
        'rejection',
        rejectionChanges([...before.rejections, ...later.rejections].flatMap((r) => rejected(r, of))),
      );
      await eraseProjections(tx, of, erase);
      await sweep(tx, erasure.erasureId, of, erase);
      await commitToNeighbours(tx, erasure.erasureId, erase);
      await listAlerts(tx);
      const { first } = await newBlock(tx);
      await carryOutErasure(tx, erasure.erasureId, first);
      await setSharedFactsVersion(tx, first);
      return { done: true, names: of };
    });
  }

  /**
   * Ends it, once nothing outside waits for the ids: what has been put on record of the erasure itself, and what was on its way
   * while it was carried out, goes too.
   * @param outside by topic, how long what was sent before can still be read there
   */
  async finish(erasure: Erasure, outside: Readonly<Record<string, unknown>>): Promise<void> {
    const { erasureId, clientIds, pseudonym } = erasure;
    if (clientIds === null || pseudonym === null) throw new Error(`The erasure ${erasureId} has not begun.`);
    await this.session.transaction(async (tx) => {
      const facts = await ownFacts(tx, [pseudonym]);
      const of: Names = { ids: clientIds, pseudonym, alertIds: new Set(facts.map(({ alertId }) => alertId)) };
      await sweep(tx, erasureId, of, eraseBy(tx, erasureId));
      await finishErasure(tx, erasureId, outside);
    });
  }

  /** @returns the last block of all that had begun to be recorded; all of it is committed */
  private barrier(): Promise<number> {
    return this.session.transaction(async (tx) => {
      await changeSharedFacts(tx);
      return lastBlock(tx);
    });
  }
}

/** The list of alerts follows at once, rather than in a moment. */
async function listAlerts(tx: Tx): Promise<void> {
  const most = 1_000;
  while ((await followAlertChanges(tx, most)) === most);
}

/** What may name the client, of what everybody records. */
async function candidates(sql: Sql, ids: readonly string[], stretch: Stretch) {
  const spelt = spellings(ids);
  return {
    events: await othersNaming(sql, ids, spelt, stretch),
    facts: await othersFactsNaming(sql, ids, spelt, stretch),
    rejections: await rejectionsNaming(sql, spelt, stretch),
  };
}

const withoutClientInFact = (fact: AlertFactRow, of: Names): AlertFactRow => ({
  ...fact,
  clientId: of.pseudonym,
  body: withoutClientInBody(fact.body, of),
});

/** A change of somebody else's alert, of while they were one. */
function withoutOtherInFact(fact: AlertFactRow, of: Names): AlertFactRow[] {
  const body = withoutOtherInBody(fact.body, of);
  return body === fact.body ? [] : [{ ...fact, body }];
}

/** A message that was refused and names the client goes as a whole: nobody has said what of it is whose. */
function rejected<R extends Parameters<typeof textsOf>[0]>(row: R, of: Names): R[] {
  return textsOf(row).some((text) => names(text, of))
    ? [{ ...row, key: null, headers: null, value: null, message: ERASED }]
    : [];
}

/** What was recorded before rows had salts was held by a digest over all of its batch: its neighbours are committed to anew. */
async function commitToNeighbours(tx: Tx, erasureId: string, erase: Erase): Promise<void> {
  const erased = await erasedLeaves(tx, erasureId);
  const blocks = [...new Set(erased.map(({ position }) => blockOf(position)))];
  const kept = keptChanges(await unsaltedBeside(tx, blocks));
  for (const [table, changes] of Object.entries(kept) as [string, Change[]][]) await erase(table, changes);
}

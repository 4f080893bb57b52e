import type { Static } from '@sinclair/typebox';
import { readStored } from '#log/codec';
import { answerByClient, type CheckRow, type Sql } from '#store';
import type { Reconciliation } from './checks.shapes.js';
import { messagesNaming } from './reconciliation.queries.js';

const SHOWN_MAX = 1_000;

interface Sent {
  readonly clientId: string;
  readonly source: string;
  readonly id: string;
  readonly effectiveAt: string;
}

/** What reconciling asks about clients. */
export interface Clients {
  /** Of ids that were merged, also since the check was asked. */
  survivorOf(clientId: string): string;
  /** Whom a campaign reached. */
  reachedBy(campaign: Campaign): Promise<readonly string[]>;
}

type Recorded = ReturnType<typeof readStored>;
type Campaign = Extract<Recorded, { type: 'marketing.campaign-launched.v1' }>;

/** What was sent naming a check, mail by mail or by a campaign, compared with what the check had answered. */
export async function reconcile(sql: Sql, check: CheckRow, clients: Clients): Promise<Static<typeof Reconciliation>> {
  const { survivorOf } = clients;
  const answers = await answerByClient(sql, check.checkId);
  const asked = new Map(answers.map(({ clientId, answer }) => [survivorOf(clientId), answer]));
  // Only what was recorded since can name it.
  const rows = await messagesNaming(sql, check.checkId, check.block);
  const sent: Sent[] = [];
  for (const event of rows.map(readStored)) {
    const { source, id, whenGiven: effectiveAt } = event;
    if (event.type === 'marketing.contacted.v1' && event.data.checkId === check.checkId)
      sent.push({ clientId: event.data.clientId, source, id, effectiveAt });
    if (event.type === 'marketing.campaign-launched.v1' && event.data.checkId === check.checkId)
      for (const clientId of await clients.reachedBy(event)) sent.push({ clientId, source, id, effectiveAt });
  }
  const of = (answer: 'MAY' | 'MAY_NOT' | 'PERSON' | undefined) =>
    sent.filter(({ clientId }) => asked.get(survivorOf(clientId)) === answer).slice(0, SHOWN_MAX);
  const reached = new Set(sent.map(({ clientId }) => survivorOf(clientId)));
  return {
    checkId: check.checkId,
    asAllowed: sent.filter(({ clientId }) => asked.get(survivorOf(clientId)) === 'MAY').length,
    neverSent: [...asked.keys()].filter((clientId) => !reached.has(clientId)).length,
    sentThoughRefused: of('MAY_NOT'),
    sentThoughUndecided: of('PERSON'),
    sentToOthers: of(undefined),
  };
}

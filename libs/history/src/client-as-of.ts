import type { Policy, When } from '#domain';
import type { Known } from '#log';
import type { Sql } from '#store';
import { factsOf, readShared } from './book.js';
import { judgeClient, asOf, type SharedFacts, type ClientAsOf } from '#judging';

export interface AsOf {
  readonly clientId: string;
  /** An instant, or a date: then the end of that day. */
  readonly trueOn: When;
  /** Only what was recorded by then (ms since 1970) counts; by default all of the log. */
  readonly knownOn?: number | undefined;
  readonly policy: Policy;
  /** What all clients share, where it has been read already. */
  readonly shared?: SharedFacts | undefined;
}

/** Judges one client again from the log, as known at one time, and says how they stood at another. */
export async function clientAsOf(sql: Sql, { clientId, trueOn, knownOn, policy, ...given }: AsOf): Promise<ClientAsOf> {
  const known: Known = { recordedBy: knownOn };
  const shared = given.shared ?? (await readShared(sql, known));
  const survivor = shared.clientMerges.survivorOf(clientId);
  const facts = (await factsOf(sql, shared, [survivor], known)).get(survivor) ?? [];
  return asOf(judgeClient(survivor, facts, shared, policy), trueOn, policy);
}

import { randomUUID } from 'node:crypto';
import {
  erasureOf,
  erasureUnderWay,
  holdsOn,
  pseudonyms,
  requestErasure,
  type Erasure,
  type ErasureGround,
  type LegalHold,
  type Tx,
} from '#store';
import { isOnFile } from './projection-rows.queries.js';
import { membersOf } from './members-of.js';

/** What came of asking for an erasure. */
export type Asked =
  | { readonly kind: 'ASKED' | 'UNDER_WAY'; readonly erasure: Erasure }
  | { readonly kind: 'HELD'; readonly holds: readonly LegalHold[] }
  | { readonly kind: 'UNKNOWN' };

export interface ErasureAsked {
  readonly clientId: string;
  readonly ground: ErasureGround;
  readonly reason: string;
  readonly by: string;
}

/** Asks for everything of a client to be erased, under whichever of their ids. To ask twice is to ask once. */
export async function askForErasure(tx: Tx, { clientId, ground, reason, by }: ErasureAsked): Promise<Asked> {
  // What is left of somebody who was erased is nobody's.
  if ((await pseudonyms(tx)).has(clientId)) return { kind: 'UNKNOWN' };
  const ids = await membersOf(tx, clientId);
  const holds = await holdsOn(tx, ids);
  if (holds.length > 0) return { kind: 'HELD', holds };
  const underWay = await erasureUnderWay(tx, ids);
  if (underWay !== undefined) return { kind: 'UNDER_WAY', erasure: underWay };
  if (!(await isOnFile(tx, ids))) return { kind: 'UNKNOWN' };
  const erasureId = randomUUID();
  await requestErasure(tx, { erasureId, clientId, ground, reason, requestedBy: by });
  const erasure = await erasureOf(tx, erasureId);
  if (erasure === undefined) throw new Error('What was asked for is not there.');
  return { kind: 'ASKED', erasure };
}

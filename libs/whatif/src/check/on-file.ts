import { identityKey, type DomainEvent, type Identity } from '#domain';
import { identityHash } from '#log/codec';
import { findByIdentity } from '#log';
import type { Sql } from '#store';

/** Those of the events whose identity stands in the log already: they have happened, so they can't be planned. */
export async function alreadyRecorded(sql: Sql, events: readonly DomainEvent[]): Promise<Identity[]> {
  const hashes = new Map(events.map((event) => [identityHash(event).toString('hex'), event]));
  const stored = await findByIdentity(
    sql,
    [...hashes.keys()].map((hash) => Buffer.from(hash, 'hex')),
  );
  const found = stored
    .map(({ identity }) => hashes.get(identity.toString('hex')))
    .filter((event) => event !== undefined);
  const byKey = new Map(found.map(({ source, id }) => [identityKey({ source, id }), { source, id }]));
  return [...byKey.values()];
}

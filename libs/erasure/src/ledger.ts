import { createHmac, hkdfSync } from 'node:crypto';
import type { NoteSigner } from '#proof';

/**
 * That somebody was erased, as it is kept outside of the database, for whoever restores one from before. It doesn't say who:
 * whoever has the ids that a backup holds, and the key, finds out which of them it was.
 */
export interface LedgerEntry {
  readonly erasureId: string;
  /** ISO 8601. */
  readonly carriedOutAt: string;
  /** By the name of the key: a tag for each of the client's ids, in hex. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
}

const PURPOSE = 'scopewatch ledger of erasures';

/** HMAC-SHA-256 under a key that follows from the signing key (HKDF, RFC 5869), which is outside of the database too. */
function tagger({ privateKey }: NoteSigner): (clientId: string) => string {
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' });
  const key = Buffer.from(hkdfSync('sha256', seed, '', PURPOSE, 32));
  return (clientId) => createHmac('sha256', key).update(clientId).digest('hex');
}

const nameOf = ({ verifier }: NoteSigner): string => `${verifier.name}+${verifier.keyId.toString('hex')}`;

export const ledgerEntry = (
  erasure: { readonly erasureId: string; readonly carriedOutAt: Date },
  clientIds: readonly string[],
  signers: readonly NoteSigner[],
): LedgerEntry => ({
  erasureId: erasure.erasureId,
  carriedOutAt: erasure.carriedOutAt.toISOString(),
  tags: Object.fromEntries(signers.map((signer) => [nameOf(signer), clientIds.map(tagger(signer))])),
});

/** Whom of those on file entries of the ledger are about. */
export interface LedgerMatches {
  /** In the order of the ledger, those that are about somebody. */
  readonly matches: readonly { readonly entry: LedgerEntry; readonly clientIds: readonly string[] }[];
  /** Entries that none of the keys has made: whom they are about can't be known. */
  readonly unread: readonly LedgerEntry[];
}

/** Finds out whom of these entries are about. Pure. */
export function matchLedger(
  entries: readonly LedgerEntry[],
  clientIds: readonly string[],
  signers: readonly NoteSigner[],
): LedgerMatches {
  const idsBySigner = new Map<string, ReadonlyMap<string, string>>();
  const idsOf = (signer: NoteSigner): ReadonlyMap<string, string> => {
    const known = idsBySigner.get(nameOf(signer));
    if (known !== undefined) return known;
    const tag = tagger(signer);
    const ids = new Map(clientIds.map((id) => [tag(id), id]));
    idsBySigner.set(nameOf(signer), ids);
    return ids;
  };
  const unread: LedgerEntry[] = [];
  const matches = entries.flatMap((entry) => {
    const signer = signers.find((one) => nameOf(one) in entry.tags);
    if (signer === undefined) {
      unread.push(entry);
      return [];
    }
    const ids = idsOf(signer);
    const found = (entry.tags[nameOf(signer)] ?? []).flatMap((tag) => ids.get(tag) ?? []);
    return found.length === 0 ? [] : [{ entry, clientIds: found }];
  });
  return { matches, unread };
}

/** @returns `null` for what is no entry */
export function readLedgerEntry(text: string): LedgerEntry | null {
  try {
    const read = JSON.parse(text) as Partial<LedgerEntry> | null;
    const { erasureId, carriedOutAt, tags } = read ?? {};
    if (typeof erasureId !== 'string' || typeof carriedOutAt !== 'string' || !Number.isFinite(Date.parse(carriedOutAt)))
      return null;
    return isTags(tags) ? { erasureId, carriedOutAt, tags } : null;
  } catch {
    return null;
  }
}

/** Whoever may write to the topic may have written anything. */
const isTags = (tags: unknown): tags is LedgerEntry['tags'] =>
  typeof tags === 'object' &&
  tags !== null &&
  Object.values(tags).every((of) => Array.isArray(of) && of.every((tag) => typeof tag === 'string'));

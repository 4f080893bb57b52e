import { createHash } from 'node:crypto';

/** A message without the ids of other clients, and what was taken out. */
export interface Redacted {
  readonly value: Buffer;
  readonly redacted: { readonly others: number; readonly sha256: string } | undefined;
}

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/**
 * A campaign or a roll-out may list its audience by id. Whom else it reached is nobody's business in one client's pack, so
 * ids that are not the client's are taken out; that changes no verdict on the client, for an audience means only whom it
 * names. The digest of the message as it came stays, so that the original can be proven against it.
 */
export function withoutOthers(value: Buffer, memberIds: ReadonlySet<string>): Redacted {
  const json = JSON.parse(value.toString('utf8')) as unknown;
  const audience = audienceIn(json);
  const ids = audience?.['clientIds'];
  if (audience === null || !Array.isArray(ids)) return { value, redacted: undefined };
  const own = ids.filter((id) => memberIds.has(String(id)));
  if (own.length === ids.length) return { value, redacted: undefined };
  const others = ids.length - own.length;
  audience['clientIds'] = own;
  return { value: Buffer.from(JSON.stringify(json)), redacted: { others, sha256: sha256(value) } };
}

/** In structured mode the message is the envelope, in binary mode its `data`. */
function audienceIn(json: unknown): Record<string, unknown> | null {
  if (!isObject(json)) return null;
  const data = isObject(json['data']) ? json['data'] : json;
  return isObject(data['audience']) ? data['audience'] : null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

import type { Unrecorded } from '../../../libs/domain/src/rules/stream.testkit';

/** Fields that name something, or several things. */
const NAMES = new Set([
  ...['clientId', 'mergedClientId', 'entityId', 'accountId', 'requestId', 'assetId', 'productId', 'segmentId'],
  ...['contactId', 'campaignId', 'surfaceId', 'referrerId', 'clientIds', 'productIds', 'segmentIds'],
]);

/**
 * The same stream about things of its own, so that streams can follow one another in one book without each fact reaching the
 * clients of all before it.
 */
export const withOwnNames = (stream: readonly Unrecorded[], name: string): readonly Unrecorded[] =>
  stream.map((said) => ({
    ...said,
    id: `${said.id}-${name}`,
    data: renamed(said.data, name) as Unrecorded['data'],
  }));

function renamed(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, held]) => [
      field,
      NAMES.has(field) ? own(held, name) : field === 'retracts' ? retracted(held as object, name) : renamed(held, name),
    ]),
  );
}

const own = (held: unknown, name: string): unknown =>
  Array.isArray(held) ? held.map((item) => own(item, name)) : typeof held === 'string' ? `${held}-${name}` : held;

const retracted = (held: object, name: string): object => ({
  ...held,
  ...('id' in held ? { id: own(held.id, name) } : {}),
});

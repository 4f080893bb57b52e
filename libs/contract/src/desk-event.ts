import type { EventData } from '#domain';
import type { CloudEvent } from './cloud-event.js';
import { TYPE_PREFIX } from './event-schemas.js';

/** Who says what people record at the desk. */
export const DESK_SOURCE = 'urn:scopewatch:desk';

/** What the desk may add to what is on file of how a client came. */
export type DeskEvidence = Pick<
  EventData['client.onboarded.v1'],
  'clientId' | 'entityId' | 'kind' | 'firstContact' | 'thirdCountryAcknowledgedAt' | 'exposureCheck' | 'evidence'
>;

/**
 * Evidence that somebody recorded, as an event like any other: it is true from when it was recorded, and what it tells of
 * happened when it says. Where the client lives it leaves open. Who recorded it stands in the extension `recordedby`.
 * @param at RFC 3339
 */
export const deskEvent = (id: string, at: string, recordedBy: string, data: DeskEvidence): CloudEvent => ({
  specversion: '1.0',
  id,
  source: DESK_SOURCE,
  type: `${TYPE_PREFIX}client.onboarded.v1`,
  time: at,
  recordedby: recordedBy,
  data,
});

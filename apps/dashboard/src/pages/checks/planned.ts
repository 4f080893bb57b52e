import { uuid } from '../../api/uuid';

/** Whom a planned campaign is meant to reach. */
export type Reach = 'LIST' | 'CLIENTS' | 'SEGMENTS' | 'COUNTRIES' | 'EVERYONE';

/** What is offered: a service, of an asset or of none, or a product. */
type Offered = 'SERVICE' | 'PRODUCT';

export interface Planned {
  entityId: string;
  /** What the campaign is called; empty: it has no name yet. */
  campaignId: string;
  channel: string;
  content: string;
  offered: Offered;
  service: string;
  assetId: string;
  productId: string;
  reach: Reach;
  /** Ids or codes, separated by commas or spaces. */
  whom: string;
  segments: string[];
}

export const FIRST: Planned = {
  entityId: '',
  campaignId: '',
  channel: 'EMAIL',
  content: 'PROMOTIONAL',
  offered: 'SERVICE',
  service: 'EXCH_CRYPTO',
  assetId: '',
  productId: '',
  reach: 'CLIENTS',
  whom: '',
  segments: [],
};

export const REACHES: readonly { value: Reach; label: string }[] = [
  { value: 'LIST', label: 'A list, as CSV or XLSX' },
  { value: 'CLIENTS', label: 'Some clients, by id' },
  { value: 'SEGMENTS', label: 'Segments' },
  { value: 'COUNTRIES', label: 'Countries, by code' },
  { value: 'EVERYONE', label: 'Everyone' },
];

export const listed = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter((word) => word !== ''))];

/** Whether all is said that has to be. @param clientIds of a list, as far as they are on file */
export function isComplete(planned: Planned, clientIds: readonly string[]): boolean {
  const { entityId, offered, productId, reach, whom, segments } = planned;
  if (entityId.trim() === '' || (offered === 'PRODUCT' && productId.trim() === '')) return false;
  if (reach === 'EVERYONE') return true;
  if (reach === 'LIST') return clientIds.length > 0;
  return reach === 'SEGMENTS' ? segments.length > 0 : listed(whom).length > 0;
}

/** The most ids that one event may name. */
const IDS_MAX = 100_000;

/**
 * The campaign as the event that it would be, if it were sent now; as several, where it reaches more than one event names.
 * @param clientIds whom it reaches, where they are named by id
 */
export function plannedEvents(planned: Planned, clientIds: readonly string[]): Record<string, unknown>[] {
  const { reach, whom, segments } = planned;
  switch (reach) {
    case 'EVERYONE':
      return [plannedEvent(planned, { everyone: true })];
    case 'SEGMENTS':
      return [plannedEvent(planned, { segmentIds: segments })];
    case 'COUNTRIES':
      return [plannedEvent(planned, { countries: listed(whom).map((code) => code.toUpperCase()) })];
    case 'CLIENTS':
    case 'LIST': {
      const events: Record<string, unknown>[] = [];
      for (let from = 0; from < clientIds.length; from += IDS_MAX)
        events.push(plannedEvent(planned, { clientIds: clientIds.slice(from, from + IDS_MAX) }));
      return events;
    }
  }
}

function plannedEvent(planned: Planned, audience: object): Record<string, unknown> {
  const { channel, content, offered, service } = planned;
  const [entityId, campaignId, assetId, productId] = [
    planned.entityId.trim(),
    planned.campaignId.trim(),
    planned.assetId.trim(),
    planned.productId.trim(),
  ];
  const id = `planned-${uuid()}`;
  return {
    specversion: '1.0',
    id,
    source: 'scopewatch-dashboard',
    type: 'io.scopewatch.marketing.campaign-launched.v1',
    time: new Date().toISOString(),
    data: {
      campaignId: campaignId === '' ? id : campaignId,
      entityId,
      actor: 'FIRM',
      channel,
      content,
      ...(offered === 'PRODUCT'
        ? { productIds: [productId] }
        : { offers: [{ service, ...(assetId === '' ? {} : { assetId }) }] }),
      audience,
    },
  };
}

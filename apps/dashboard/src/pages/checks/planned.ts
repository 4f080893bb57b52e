import { uuid } from '../../api/uuid';

/** Whom a planned campaign is meant to reach. */
export type Reach = 'CLIENTS' | 'SEGMENTS' | 'COUNTRIES' | 'EVERYONE';

export interface Planned {
  entityId: string;
  channel: string;
  content: string;
  service: string;
  assetId: string;
  reach: Reach;
  /** Ids or codes, separated by commas or spaces. */
  whom: string;
}

export const CHANNELS = [
  'EMAIL',
  'SMS',
  'PUSH',
  'IN_APP',
  'PHONE',
  'CHAT',
  'MEETING',
  'LETTER',
  'WEB',
  'SOCIAL',
] as const;
export const CONTENTS = ['PROMOTIONAL', 'EDUCATIONAL', 'OPERATIONAL'] as const;
export const REACHES: readonly (readonly [Reach, string])[] = [
  ['CLIENTS', 'Some clients, by id'],
  ['SEGMENTS', 'Segments'],
  ['COUNTRIES', 'Countries, by code'],
  ['EVERYONE', 'Everyone'],
];

const NAMES = { CLIENTS: 'clientIds', SEGMENTS: 'segmentIds', COUNTRIES: 'countries' } as const;

export const listed = (text: string): string[] => text.split(/[\s,;]+/).filter((word) => word !== '');

/** The campaign as the event that it would be, if it were sent now. */
export function plannedEvent(planned: Planned): Record<string, unknown> {
  const { entityId, channel, content, service, assetId, reach, whom } = planned;
  const id = `planned-${uuid()}`;
  return {
    specversion: '1.0',
    id,
    source: 'scopewatch-dashboard',
    type: 'io.scopewatch.marketing.campaign-launched.v1',
    time: new Date().toISOString(),
    data: {
      campaignId: id,
      entityId,
      actor: 'FIRM',
      channel,
      content,
      offers: [{ service, ...(assetId === '' ? {} : { assetId }) }],
      audience: reach === 'EVERYONE' ? { everyone: true } : { [NAMES[reach]]: listed(whom) },
    },
  };
}

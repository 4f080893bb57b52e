import type { AlertSummary, TimelineItem } from '../api/types';
import { verdictLabel } from '../words/verdicts';
import { eventLabel, LANES, LANE_LABELS, type Lane } from '../words/clients';
import { factSummary } from '../words/facts';
import { offerLabel } from '../words/offers';

/** A point on the timeline. */
export interface Mark {
  readonly key: string;
  readonly lane: Lane | 'ALERT';
  readonly at: string;
  readonly label: string;
  /** What kind of thing it is, told apart by form: colour alone would not do. */
  readonly shape?: 'request' | 'promotional' | 'quiet' | undefined;
  /** The element that says more. */
  readonly target: string;
  /** Where to go if there is no such element on the page. */
  readonly alertId?: string;
}

export const MARK_LANES = [...LANES, 'ALERT'] as const;
export const markLaneLabel = (lane: Mark['lane']): string => (lane === 'ALERT' ? 'Alerts' : LANE_LABELS[lane]);
export const factElementId = (item: Pick<TimelineItem, 'position'>): string => `fact-${item.position}`;
export const alertElementId = (alert: Pick<AlertSummary, 'alertId'>): string => `alert-${alert.alertId}`;

export const marksOf = (items: readonly TimelineItem[], alerts: readonly AlertSummary[]): Mark[] => [
  ...items.map((item) => ({
    key: factElementId(item),
    lane: item.lane,
    at: item.effectiveAt,
    label: [eventLabel(item.type), factSummary(item), subjectOf(item)].filter((part) => part !== '').join(': '),
    shape: shapeOf(item),
    target: factElementId(item),
  })),
  ...alerts.flatMap((alert) =>
    alert.effectiveAt === null
      ? []
      : [
          {
            key: alertElementId(alert),
            lane: 'ALERT' as const,
            at: alert.effectiveAt,
            label: `${verdictLabel(alert.verdict)}: ${offerLabel(alert.offer)}`,
            target: alertElementId(alert),
            alertId: alert.alertId,
          },
        ],
  ),
];

/** A flag for what the client asked, a triangle for what promotes, a ring for what else was said to them. */
function shapeOf({ lane, data }: TimelineItem): Mark['shape'] {
  if (lane === 'REQUEST') return 'request';
  if (lane !== 'CONTACT') return undefined;
  return data['content'] === 'PROMOTIONAL' ? 'promotional' : 'quiet';
}

const subjectOf = ({ data }: TimelineItem): string =>
  typeof data['subject'] === 'string' && data['subject'] !== '' ? `“${data['subject']}”` : '';

import type { AlertSummary, TimelineItem } from '../api/types';

/** The elements that say more of an event and of an alert, where they are on the page. */
export const factElementId = (item: Pick<TimelineItem, 'position'>): string => `fact-${item.position}`;
export const alertElementId = (alert: Pick<AlertSummary, 'alertId'>): string => `alert-${alert.alertId}`;

import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { alertQuery } from '../api/alerts';
import type { Alert, AlertPage, AlertSummary } from '../api/types';

type Pages = InfiniteData<AlertPage, string | null>;

/** Puts newer states of alerts wherever they are shown; no row moves. */
export function putAlerts(queries: QueryClient, newer: readonly (AlertSummary | Alert)[]): void {
  const byId = new Map(newer.map((alert) => [alert.alertId, alert]));
  queries.setQueriesData<Pages>({ queryKey: ['alerts'] }, (data) => {
    if (data === undefined) return data;
    const pages = data.pages.map((page) => ({
      ...page,
      items: page.items.map((item) => ({ ...item, ...byId.get(item.alertId) })),
    }));
    return { ...data, pages };
  });
  for (const alert of newer) {
    queries.setQueryData(alertQuery(alert.alertId).queryKey, (before) => (before ? { ...before, ...alert } : before));
  }
}

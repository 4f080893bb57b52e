import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ALERT_PAGE, alertPage, alertsQuery, alertQuery, type AlertList } from '../../api/alerts';
import type { AlertChange, AlertPage, AlertSummary } from '../../api/types';
import { useChanges } from '../../stream/stream-context';
import { putAlerts } from '../../work/alert-cache';

/** More changes of rows on the list than this are seen at the next look, not one by one. */
const CHANGED_ROWS_MAX = 20;

export interface LiveRows {
  /** Alerts that belong on the list and aren't there yet. */
  readonly fresh: readonly AlertSummary[];
  show(): void;
}

/** Rows change where they stand; new ones wait to be let in, so that nothing moves under the hand. */
export function useLiveRows(list: AlertList, loaded: readonly AlertSummary[]): LiveRows {
  const queries = useQueryClient();
  const [fresh, setFresh] = useState<readonly AlertSummary[]>([]);
  const { queryKey } = alertsQuery(list);
  /** When the first alert was raised of which the stream has told since the list stands there; by the server's clock. */
  const since = useRef<string>(undefined);
  const start = (page: AlertPage) => {
    setFresh([]);
    queries.setQueryData(queryKey, { pages: [page], pageParams: [null] });
  };
  const follow = async (changes: readonly AlertChange[]) => {
    for (const { change, recordedAt } of changes)
      if (change === 'raised' && (since.current ?? recordedAt) >= recordedAt) since.current = recordedAt;
    const head = await alertPage({ ...list, limit: ALERT_PAGE });
    if (loaded.length === 0) return start(head);
    const known = new Set(loaded.map(({ alertId }) => alertId));
    putAlerts(queries, head.items);
    const raised = await newest(list, since.current);
    const fresh = new Map([...head.items, ...raised].map((alert) => [alert.alertId, alert]));
    setFresh([...fresh.values()].filter(({ alertId }) => !known.has(alertId)));
    const seen = new Set(head.items.map(({ alertId }) => alertId));
    const elsewhere = new Set(changes.map(({ alertId }) => alertId).filter((id) => known.has(id) && !seen.has(id)));
    const some = [...elsewhere].slice(0, CHANGED_ROWS_MAX);
    putAlerts(queries, await Promise.all(some.map((id) => queries.fetchQuery({ ...alertQuery(id), staleTime: 0 }))));
  };
  // What fails here is tried again with the next change; the indicator shows a server that is away.
  useChanges((changes) => void follow(changes).catch(() => undefined));
  return { fresh, show: () => void alertPage({ ...list, limit: ALERT_PAGE }).then(start, () => undefined) };
}

/** In an order of another kind what is new may stand anywhere. */
async function newest(list: AlertList, since: string | undefined): Promise<AlertSummary[]> {
  if (since === undefined) return [];
  const raisedFrom = list.raisedFrom === undefined || list.raisedFrom < since ? since : list.raisedFrom;
  return (await alertPage({ ...list, sort: '-raisedAt', raisedFrom, limit: ALERT_PAGE })).items;
}

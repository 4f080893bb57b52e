import { Box } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { alertsQuery } from '../../api/alerts';
import type { AlertSummary } from '../../api/types';
import { DataTable, type DataTableHandle } from '../../parts/data-table/data-table';
import { useNow } from '../../parts/use-now';
import { Failure, Nothing, Waiting } from '../../parts/states';
import { listOf } from '../../router/alert-search';
import { alertColumns } from './alert-columns';
import { BulkBar } from './bulk-bar';
import { GroupHeading } from './group-heading';
import { NewAlertsBar } from './new-alerts-bar';
import { keyOfRow, queueRows, type QueueRow } from './queue-rows';
import { useAlertSearch } from './use-alert-search';
import { useLiveRows } from './use-live-rows';
import { useQueueKeys } from './use-queue-keys';
import { placeIn, rememberList, rememberPlaceIn } from '../../work/seen-list';
import { useSelection } from './use-selection';

const NONE: AlertSummary[] = [];
const alertsIn = (rows: readonly QueueRow[]) => rows.flatMap((row) => ('alert' in row ? [row.alert] : []));

/** The list itself, with the keyboard on it. */
export function Queue() {
  const { search } = useAlertSearch();
  const [list] = useState(() => listOf(search));
  const query = useInfiniteQuery(alertsQuery(list));
  const alerts = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? NONE, [query.data]);
  const rows = useMemo(() => queueRows(alerts, search.group), [alerts, search.group]);
  const live = useLiveRows(list, alerts);
  const selection = useSelection(alerts);
  const table = useRef<DataTableHandle>(null);
  const [cursor, setCursor] = useState(-1);
  const now = useNow();
  const columns = useMemo(() => alertColumns(selection, now), [selection, now]);
  const { dialog, ask } = useQueueKeys({
    rows,
    cursor,
    setCursor,
    selection,
    focusRow: (i) => table.current?.focusRow(i),
    live,
  });
  const place = JSON.stringify(search);
  useEffect(() => rememberList(place, alertsIn(rows)), [place, rows]);
  const returned = useRef(false);
  useEffect(() => {
    if (returned.current || rows.length === 0) return;
    returned.current = true;
    const index = rows.findIndex((row) => keyOfRow(row) === placeIn(place));
    // The focus brings the cursor along.
    if (index >= 0) table.current?.focusRow(index);
  }, [rows, place]);
  const onRowFocus = (index: number) => {
    setCursor(index);
    const row = rows[index];
    if (row !== undefined && 'alert' in row) rememberPlaceIn(place, row.alert.alertId);
  };
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (query.isPending) return <Waiting lines={12} />;
  if (query.isError && alerts.length === 0) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return (
    <Box>
      <NewAlertsBar live={live} />
      {rows.length === 0 ? (
        <Nothing title="No alert matches">Take a filter off, or look among all of them.</Nothing>
      ) : (
        <DataTable<QueueRow>
          handle={table}
          label="Alerts"
          columns={columns}
          rows={rows}
          keyOf={keyOfRow}
          rowHeight={66}
          spanning={(row) => ('alerts' in row ? <GroupHeading group={row} selection={selection} /> : null)}
          isSelected={(row) => 'alert' in row && selection.has(row.alert.alertId)}
          onRowFocus={onRowFocus}
          onNearEnd={onNearEnd}
        />
      )}
      <BulkBar selection={selection} onAction={ask} />
      {dialog}
    </Box>
  );
}

import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { Name, onlyPage, wordOf, PAGING } from '../http/shape.js';
import { FilterCounts, AlertHistory, AlertPage, SignedAlert } from './alerts.shapes.js';
import { alertChangeExample, filterCountsExample, alertSummaryExample, signedAlertExample } from './alerts.examples.js';
import { AlertFilter, SORTS } from './alert-filter.js';

const paging = {
  sort: Type.Optional(wordOf(SORTS)),
  ...PAGING,
};

const byId = Type.Object({ alertId: Name });

export const list = operation({
  id: 'listAlerts',
  method: 'GET',
  path: 'v1/alerts',
  permission: 'read',
  listsAlerts: true,
  tag: 'Alerts',
  summary: 'List alerts',
  query: Type.Object({ ...AlertFilter, ...paging }),
  answer: AlertPage,
  example: { answer: onlyPage(alertSummaryExample) },
});

export const facets = operation({
  id: 'countAlerts',
  method: 'GET',
  path: 'v1/alerts/facets',
  permission: 'read',
  listsAlerts: true,
  tag: 'Alerts',
  summary: 'Count alerts by filter',
  description: 'A filter narrows the counts of every field but its own.',
  query: Type.Object(AlertFilter),
  answer: FilterCounts,
  example: { answer: filterCountsExample },
});

export const csv = operation({
  id: 'exportAlerts',
  method: 'GET',
  path: 'v1/alerts.csv',
  permission: 'read',
  listsAlerts: true,
  tag: 'Alerts',
  summary: 'Export alerts as CSV',
  description: 'Those that the filter leaves, at most 100 000, in the order of the list.',
  query: Type.Object({ ...AlertFilter, sort: paging.sort }),
  mediaType: 'text/csv',
});

export const xlsx = operation({
  id: 'exportAlertsToExcel',
  method: 'GET',
  path: 'v1/alerts.xlsx',
  permission: 'read',
  listsAlerts: true,
  tag: 'Alerts',
  summary: 'Export alerts as a spreadsheet',
  description: 'The same rows as in CSV, for Excel.',
  query: Type.Object({ ...AlertFilter, sort: paging.sort }),
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});

export const one = operation({
  id: 'getAlert',
  method: 'GET',
  path: 'v1/alerts/:alertId',
  permission: 'read',
  tag: 'Alerts',
  summary: 'Get an alert',
  description:
    'With the sentence to sign on it: who did what when, what the client had asked for, what follows, by which article. It is null where by what is known now the act no longer alerts, or where the client was erased.',
  params: byId,
  answer: SignedAlert,
  example: { answer: signedAlertExample },
});

export const history = operation({
  id: 'getAlertHistory',
  method: 'GET',
  path: 'v1/alerts/:alertId/history',
  permission: 'read',
  tag: 'Alerts',
  summary: 'List the changes of an alert',
  description: 'Oldest first.',
  params: byId,
  answer: AlertHistory,
  example: { answer: { items: [alertChangeExample] } },
});

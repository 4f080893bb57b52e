import { csvLine } from '../http/csv.js';
import type { AlertSummary } from './alerts.shapes.js';

const COLUMNS = [
  'alertId',
  'clientId',
  'entityId',
  'verdict',
  'severity',
  'status',
  'assignee',
  'service',
  'assetClass',
  'country',
  'kind',
  'effectiveAt',
  'raisedAt',
  'dueAt',
  'incidentId',
  'explanation',
] as const satisfies readonly (keyof AlertSummary)[];

/** RFC 4180, page by page. */
export async function* csvOf(pages: AsyncIterable<readonly AlertSummary[]>): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  for await (const page of pages) {
    yield page.map((alert) => csvLine(COLUMNS.map((column) => alert[column]))).join('');
  }
}

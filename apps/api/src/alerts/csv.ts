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
  'campaign',
  'reason',
] as const satisfies readonly (keyof AlertSummary)[];

/** Beside these, who has proposed to close it. */
const HEADER = [...COLUMNS, 'proposedBy'];
type Row = readonly (string | null)[];

/** Alerts as rows of a table, under their names. */
export async function* rowsOf(pages: AsyncIterable<readonly AlertSummary[]>): AsyncGenerator<readonly Row[]> {
  yield [HEADER];
  for await (const page of pages) {
    yield page.map((alert) => [...COLUMNS.map((column) => alert[column]), alert.proposed?.by ?? null]);
  }
}

/** RFC 4180, page by page. */
export async function* csvOf(pages: AsyncIterable<readonly AlertSummary[]>): AsyncGenerator<string> {
  for await (const rows of rowsOf(pages)) yield rows.map(csvLine).join('');
}

import type { AlertSummary } from '../shapes/alert.js';

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

/** One line of a table, in RFC 4180. */
export const csvLine = (values: readonly (string | null)[]): string => `${values.map(cell).join(',')}\r\n`;

/** A spreadsheet would take a text that begins like a formula for one. */
function cell(value: string | null): string {
  const text = value ?? '';
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

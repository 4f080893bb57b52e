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
  yield `${COLUMNS.join(',')}\r\n`;
  for await (const page of pages) {
    yield page.map((alert) => `${COLUMNS.map((column) => cell(alert[column])).join(',')}\r\n`).join('');
  }
}

/** A spreadsheet would take a text that begins like a formula for one. */
function cell(value: string | null): string {
  const text = value ?? '';
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

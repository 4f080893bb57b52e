import { ROW_REGISTER, type SourceStatus } from '#domain';
import { cell, heading, paragraph, plain, quiet, strong, type Block } from '../blocks.js';
import type { ClientCase } from '../client-case.js';
import { NO_WORDING, SOURCE_WORDS, wordingOf } from '../words/law.js';
import { ROW_SENSE } from '../words/verdicts.js';

/** Each provision that a verdict of the report cites, with its wording and how well that is confirmed. */
export function lawSection(cases: readonly ClientCase[]): Block[] {
  const cited = new Map<string, SourceStatus>();
  for (const { line } of cases.flatMap(({ judged }) => judged)) {
    for (const { article, sourceStatus } of line.citations) cited.set(article, sourceStatus);
  }
  const articles = [...cited].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    heading(2, 'The law'),
    ...(articles.length === 0
      ? [paragraph(plain('No verdict of this report cites a provision, since none alerts.'))]
      : [
          {
            kind: 'table',
            head: ['Provision', 'Wording, and how well it is confirmed'],
            widths: [1, 3.4],
            rows: articles.map(([article, status]) => {
              const wording = wordingOf(article);
              return [
                [[strong(article)]],
                [[plain(wording === null ? NO_WORDING : `“${wording}”`)], [quiet(SOURCE_WORDS[status])]],
              ];
            }),
          } as const,
        ]),
    ...rowBlocks(cases),
  ];
}

function rowBlocks(cases: readonly ClientCase[]): Block[] {
  const rows = [...new Set(cases.flatMap(({ judged }) => judged.map(({ judgement }) => judgement.row)))];
  if (rows.length === 0) return [];
  return [
    heading(3, 'The rows of the decision table that decided'),
    {
      kind: 'table',
      head: ['Row', 'Name', 'What it says'],
      widths: [0.5, 1.6, 5],
      rows: rows
        .sort((a, b) => a - b)
        .map((row) => [cell(String(row)), cell(ROW_REGISTER[row].name), cell(ROW_SENSE[row])]),
    },
  ];
}

import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { onlyPage, PAGING } from '../http/shape.js';
import { auditEntryExample } from './audit.examples.js';
import { AuditFilter, AuditNames, AuditPage } from './audit.shapes.js';

export const list = operation({
  id: 'listAudit',
  method: 'GET',
  path: 'v1/audit',
  permission: 'read-audit',
  wholeBook: true,
  tag: 'Audit',
  summary: 'List changes made by people',
  description: 'Who changed what through the API, from which address, with the state before and after. Newest first.',
  query: Type.Object({ ...AuditFilter, ...PAGING }),
  answer: AuditPage,
  example: { answer: onlyPage(auditEntryExample) },
});

export const csv = operation({
  id: 'exportAudit',
  method: 'GET',
  path: 'v1/audit.csv',
  permission: 'read-audit',
  wholeBook: true,
  tag: 'Audit',
  summary: 'Export changes made by people as CSV',
  description:
    'All that the filter leaves, newest first. Cells are written so that no spreadsheet reads them as formulas. The export itself is on record too.',
  query: Type.Object(AuditFilter),
  mediaType: 'text/csv',
});

export const names = operation({
  id: 'listAuditNames',
  method: 'GET',
  path: 'v1/audit/names',
  permission: 'read-audit',
  wholeBook: true,
  tag: 'Audit',
  summary: 'List what the audit can be filtered by',
  description: 'Who and what stands in it, in alphabetical order: the first 1 000 of each.',
  answer: AuditNames,
  example: {
    answer: { personIds: [auditEntryExample.personId], operations: [auditEntryExample.operation] },
  },
});

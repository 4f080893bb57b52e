import type { Static } from '@sinclair/typebox';
import { keyExample } from '../people/people.examples.js';
import type { AuditEntry } from './audit.shapes.js';

export const auditEntryExample: Static<typeof AuditEntry> = {
  position: 20,
  at: '2026-01-05T09:00:00.000Z',
  personId: 'root@bank.example',
  from: '192.0.2.10',
  operation: 'key.create',
  target: keyExample.keyId,
  before: null,
  after: { name: 'CRM', roles: ['analyst'], entities: ['ENT-1'] },
};

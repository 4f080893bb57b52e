import type { Static } from '@sinclair/typebox';
import type { AssignedTask, Document, EvidenceTask, GivenDocument, GivenEvidence } from './evidence.shapes.js';

const of = { clientId: 'c-1042', entityId: 'ENT-1' } as const;

export const taskExample: Static<typeof EvidenceTask> = {
  ...of,
  gap: 'NO_THIRD_COUNTRY_ACKNOWLEDGEMENT',
  assignee: 'ann@bank.example',
  assignedAt: '2026-03-02T12:00:00.000Z',
};

export const assignedExample: Static<typeof AssignedTask> = {
  entityId: of.entityId,
  gap: 'NO_THIRD_COUNTRY_ACKNOWLEDGEMENT',
  assignee: 'ann@bank.example',
};

export const givenExample: Static<typeof GivenEvidence> = {
  entityId: 'ENT-1',
  kind: 'THIRD_COUNTRY_ACKNOWLEDGEMENT',
  at: '2026-03-01',
};

export const recordedExample = { eventId: 'desk-7d3c2a1b-9e8f-4a60-b1c2-d3e4f5a6b7c8', state: 'WAITING' } as const;

export const documentExample: Static<typeof Document> = {
  documentId: '0b5e8b0a-3c43-4f0e-9d54-8a1f6f3a2c11',
  ...of,
  kind: 'THIRD_COUNTRY_ACKNOWLEDGEMENT',
  name: 'acknowledgement.txt',
  mediaType: 'text/plain',
  bytes: 5,
  sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
  addedBy: 'ann@bank.example',
  addedAt: '2026-03-02T12:00:00.000Z',
  eventId: recordedExample.eventId,
};

export const givenDocumentExample: Static<typeof GivenDocument> = {
  entityId: 'ENT-1',
  kind: 'THIRD_COUNTRY_ACKNOWLEDGEMENT',
  name: 'acknowledgement.txt',
  content: 'aGVsbG8=',
};

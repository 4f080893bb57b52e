import { Type } from '@sinclair/typebox';
import { EVIDENCE_GAPS } from '#domain';
import { operation } from '../http/operation.js';
import { Name, PAGING, wordOf } from '../http/shape.js';
import {
  assignedExample,
  documentExample,
  givenDocumentExample,
  givenExample,
  recordedExample,
  taskExample,
} from './evidence.examples.js';
import {
  AssignedTask,
  Document,
  Documents,
  EvidenceTask,
  EvidenceTasks,
  GivenDocument,
  GivenEvidence,
  RecordedEvidence,
} from './evidence.shapes.js';

const byClient = Type.Object({ clientId: Name });

export const tasks = operation({
  id: 'listEvidenceTasks',
  method: 'GET',
  path: 'v1/evidence-tasks',
  permission: 'read',
  tag: 'Evidence',
  summary: 'List evidence that is missing',
  description:
    'One task for each client, entity and gap. It is there for as long as the facts leave the gap, and gone with the fact that closes it.',
  query: Type.Object({
    clientId: Type.Optional(Name),
    gap: Type.Optional(Type.Array(wordOf(EVIDENCE_GAPS), { maxItems: EVIDENCE_GAPS.length })),
    entityId: Type.Optional(Type.Array(Name, { maxItems: 50 })),
    assignee: Type.Optional({ ...Name, description: 'Somebody’s id; NOBODY: those that nobody has taken on.' }),
    ...PAGING,
  }),
  answer: EvidenceTasks,
  example: { answer: { items: [taskExample], nextCursor: null } },
});

export const assign = operation({
  id: 'assignEvidenceTask',
  method: 'POST',
  path: 'v1/clients/:clientId/evidence-tasks',
  permission: 'record-evidence',
  tag: 'Evidence',
  summary: 'Assign missing evidence to somebody',
  description: 'To nobody with `null`.',
  params: byClient,
  body: AssignedTask,
  answer: EvidenceTask,
  example: { body: assignedExample, answer: taskExample },
});

export const record = operation({
  id: 'recordEvidence',
  method: 'POST',
  path: 'v1/clients/:clientId/evidence-facts',
  permission: 'record-evidence',
  tag: 'Evidence',
  summary: 'Record how a client came',
  description:
    'The channel of first contact, an acknowledgement or an exposure check, as an event on the topic of accounts that says who recorded it. The monitor takes it in like any other.',
  params: byClient,
  body: GivenEvidence,
  status: 202,
  answer: RecordedEvidence,
  example: { body: givenExample, answer: recordedExample },
});

export const recorded = operation({
  id: 'getRecordedEvidence',
  method: 'GET',
  path: 'v1/evidence-facts/:eventId',
  permission: 'read',
  tag: 'Evidence',
  summary: 'Get how far recorded evidence has come',
  params: Type.Object({ eventId: Name }),
  answer: RecordedEvidence,
  example: { answer: { ...recordedExample, state: 'RECORDED' } },
});

export const documents = operation({
  id: 'listDocuments',
  method: 'GET',
  path: 'v1/clients/:clientId/documents',
  permission: 'read',
  tag: 'Evidence',
  summary: 'List documents attached to a client',
  params: byClient,
  answer: Documents,
  example: { answer: { items: [documentExample], bytesMax: 10_485_760 } },
});

export const attach = operation({
  id: 'attachDocument',
  method: 'POST',
  path: 'v1/clients/:clientId/documents',
  permission: 'record-evidence',
  tag: 'Evidence',
  summary: 'Attach a document to a client',
  description:
    'It is kept as it is, its digest on record, and told to the monitor as evidence. What it is is seen by its content, whatever it is called. It goes only with its client.',
  params: byClient,
  body: GivenDocument,
  status: 201,
  answer: Document,
  example: { body: givenDocumentExample, answer: documentExample },
});

export const download = operation({
  id: 'getDocument',
  method: 'GET',
  path: 'v1/documents/:documentId',
  permission: 'read',
  tag: 'Evidence',
  summary: 'Download a document',
  params: Type.Object({ documentId: Name }),
  mediaType: 'application/octet-stream',
});

import { Type } from '@sinclair/typebox';
import { CHANNELS, CLIENT_KINDS, EVIDENCE_GAPS, EXPOSURE_RESULTS } from '#domain';
import { At, Count, Label, Name, orNull, pageOf, shape, wordOf } from '../http/shape.js';
import { DESK_FACTS } from './desk-facts.js';
import { DOCUMENT_TYPES, type DocumentType } from './document-type.js';

export const EvidenceTask = shape('EvidenceTask', {
  clientId: Name,
  entityId: Name,
  gap: wordOf(EVIDENCE_GAPS),
  assignee: orNull(Name),
  assignedAt: orNull(At),
});
export const EvidenceTasks = pageOf(EvidenceTask);

export const AssignedTask = Type.Object({
  entityId: Name,
  gap: wordOf(EVIDENCE_GAPS),
  assignee: orNull(Name),
});

/** What the monitor was told, or is about to be. */
export const RecordedEvidence = shape('RecordedEvidence', {
  eventId: { ...Name, description: 'The id of the event; its source is urn:scopewatch:desk.' },
  state: wordOf(
    ['WAITING', 'SENT', 'RECORDED'] as const,
    'Whether it waits for Kafka, is on its topic, or is in the log.',
  ),
});

/** The most sources that one check names. */
const SOURCES_MAX = 100;

export const GivenEvidence = Type.Object({
  entityId: Name,
  kind: wordOf(DESK_FACTS),
  at: Type.String({ maxLength: 64, description: 'When it happened: RFC 3339 with an offset, or a date.' }),
  channel: Type.Optional(wordOf(CHANNELS, 'Of FIRST_CONTACT: how the client came.')),
  result: Type.Optional(wordOf(EXPOSURE_RESULTS, 'Of EXPOSURE_CHECK: what it found.')),
  sources: Type.Optional(
    Type.Array(Label, { maxItems: SOURCES_MAX, description: 'Of EXPOSURE_CHECK: what was looked through.' }),
  ),
  clientKind: Type.Optional(
    wordOf(CLIENT_KINDS, 'Whether the client is a person or a company; needed where no onboarding on file says so.'),
  ),
});

/** What a document may prove. */
const DOCUMENT_KINDS = [
  'FIRST_CONTACT',
  'THIRD_COUNTRY_ACKNOWLEDGEMENT',
  'EXPOSURE_CHECK',
  'REQUEST',
  'OTHER',
] as const;

export const Document = shape('Document', {
  documentId: Name,
  clientId: Name,
  entityId: Name,
  kind: wordOf(DOCUMENT_KINDS),
  name: Label,
  mediaType: wordOf(Object.keys(DOCUMENT_TYPES) as DocumentType[]),
  bytes: Count,
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the file.' }),
  addedBy: Name,
  addedAt: At,
  eventId: Name,
});

export const Documents = shape('Documents', {
  items: Type.Array(Document),
  bytesMax: { ...Count, description: 'As many bytes a document may have.' },
});

export const GivenDocument = Type.Object({
  entityId: Name,
  kind: wordOf(DOCUMENT_KINDS),
  name: { ...Label, description: 'How the file is called.' },
  content: Type.String({
    minLength: 4,
    pattern: '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
    description: 'The file in Base64: PDF, PNG, JPEG, an e-mail (EML) or plain text.',
  }),
  clientKind: GivenEvidence.properties.clientKind,
});

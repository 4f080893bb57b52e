export type { AlertCause, AlertData, AlertType } from './alert-schemas.js';
export { ALERT_CAUSES, ALERT_SCHEMAS } from './alert-schemas.js';
export { asyncApi } from './async-api.js';
export type { CloudEvent, Encoded } from './cloud-event.js';
export { binary, structured } from './cloud-event.js';
export type { DeskEvidence } from './desk-event.js';
export { DESK_SOURCE, deskEvent } from './desk-event.js';
export { documents } from './documents.js';
export type { Envelope } from './envelope-schema.js';
export { EnvelopeSchema } from './envelope-schema.js';
export { DATA_SCHEMAS, TYPE_PREFIX, eventTypeOf } from './event-schemas.js';
export type { HeaderValue, Headers } from './headers.js';
export type { ForeignBytes } from './foreign-bytes.js';
export { foreignBytes } from './foreign-bytes.js';
export type { ReadJson, ReadText } from './json.js';
export { deeperThan, readJson, readText } from './json.js';
export type { JudgementLine } from './judgement-line.js';
export { judgementLine } from './judgement-line.js';
export {
  CLIENT_IDS_MAX,
  DATA_LEVELS_MAX,
  MESSAGE_CHARS_MAX,
  OFFERS_MAX,
  REJECTED_BYTES_MAX,
  VALUE_BYTES_MAX,
} from './limits.js';
export type { Outgoing, OutgoingEnvelope, Rejection } from './outgoing.js';
export { alertMessage, rejectionMessage } from './outgoing.js';
export { mediaOf } from './media-type.js';
export { parseEnvelope } from './parse-envelope.js';
export type { Message } from './parse-message.js';
export { parseMessage } from './parse-message.js';
export type { Accepted, ContentMode, Parsed, Rejected } from './parsed.js';
export { readAccepted, readAcceptedMessage } from './read-accepted.js';
export type { RejectedLine } from './recording.js';
export { Recording } from './recording.js';
export type { RejectionReason } from './rejection-reason.js';
export { REJECTION_REASONS, REJECTION_REASON_NAMES } from './rejection-reason.js';
export type { RejectionData } from './rejection-schema.js';
export { REJECTION_SCHEMAS } from './rejection-schema.js';
export type { SaidFact } from './same-fact.js';
export { sameFact, sameJson } from './same-fact.js';
export type { Expectation, ReadScenario, Scenario } from './scenario.js';
export { ScenarioSchema, parseScenario } from './scenario.js';
export type { OutTopic } from './topics.js';
export type { DigestibleRecord } from './record-digest.js';
export { recordDigest } from './record-digest.js';
export { readTopicOnRecord, topicOnRecord } from './topic-on-record.js';
export { DEFAULT_TOPICS, keyOf, routeOf, topicOf } from './topics.js';
export { PolicyPackSchema, readPack, readPolicy, rulesAfter, textOfPack } from './policy-pack.js';

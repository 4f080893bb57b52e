import { createHash, randomUUID } from 'node:crypto';
import { DESK_SOURCE, deskEvent, type DeskEvidence } from '#contract';
import { findByIdentity } from '#log';
import { identityHash, readStored } from '#log/codec';
import {
  addDeskEvent,
  addDocument,
  deskEventWaiting,
  documentsOf,
  lockClients,
  recordAudit,
  type StoredDocument,
  type Tx,
} from '#store';
import type { Caller } from '../access/caller.js';
import { ClientPast } from '../clients/client-past.js';
import { Database } from '../database.js';
import type { AnswerOf, InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { onboardingRows } from './client-kind.queries.js';
import { saidOf } from './desk-facts.js';
import { documentTypeOf, fileName } from './document-type.js';
import type { attach, record, recorded } from './evidence.operations.js';

/** A file more than that is no evidence any more. */
const DOCUMENTS_MAX = 500;

/** A client as the caller sees them, with one entity of theirs. */
interface Relationship {
  readonly clientId: string;
  readonly memberIds: readonly string[];
  readonly entityId: string;
}

/**
 * What people record of how a client came. It becomes an event: written here with the audit, sent by the notifier, judged by
 * the monitor, and from then on on file as if anybody else had said it.
 */
export class EvidenceDesk {
  constructor(
    private readonly database: Database,
    private readonly past: ClientPast,
    readonly bytesMax: number,
  ) {}

  async record(
    clientId: string,
    body: InputOf<typeof record>['body'],
    caller: Caller,
  ): Promise<AnswerOf<typeof record>> {
    const said = saidOf(body, Date.now());
    if (typeof said === 'string') throw new Problem('INVALID_INPUT', said);
    const { entityId, kind, at, channel, result } = body;
    const of = await this.relationship(clientId, entityId, caller);
    return this.database.write(async (tx) => {
      const eventId = await this.tell(tx, of, body.clientKind, said, caller);
      const after = { clientId: of.clientId, entityId, kind, at, channel, result, eventId };
      await recordAudit(tx, caller, 'evidence.record', of.clientId, null, after);
      return { eventId, state: 'WAITING' as const };
    });
  }

  async attach(clientId: string, body: InputOf<typeof attach>['body'], caller: Caller): Promise<StoredDocument> {
    const content = Buffer.from(body.content, 'base64');
    const { bytesMax } = this;
    if (content.length > bytesMax)
      throw new Problem('TOO_LARGE', `The file has ${content.length} bytes; a document may have ${bytesMax}.`);
    const mediaType = documentTypeOf(content);
    if (mediaType === null)
      throw new Problem(
        'INVALID_INPUT',
        'body/content is none of PDF, PNG, JPEG, an e-mail (EML) or plain text in UTF-8',
      );
    const of = await this.relationship(clientId, body.entityId, caller);
    const { entityId, kind } = body;
    const documentId = randomUUID();
    const sha256 = createHash('sha256').update(content).digest('hex');
    return this.database.write(async (tx) => {
      const there = await documentsOf(tx, of.memberIds, null);
      if (there.length >= DOCUMENTS_MAX)
        throw new Problem('REFUSED', `The client has ${DOCUMENTS_MAX} documents already.`);
      const same = there.find((one) => one.sha256 === sha256 && one.entityId === entityId && one.kind === kind);
      if (same !== undefined) throw new Problem('REFUSED', `This very file is attached already, as ${same.name}.`);
      const said = { evidence: [{ kind, uri: `urn:scopewatch:document:${documentId}`, sha256 }] };
      const eventId = await this.tell(tx, of, body.clientKind, said, caller);
      const name = fileName(body.name, mediaType);
      const document = { documentId, clientId: of.clientId, entityId, kind, name, mediaType, sha256, eventId };
      const added = await addDocument(tx, { ...document, bytes: content.length, addedBy: caller.personId }, content);
      const after = { clientId: of.clientId, entityId, kind, name, documentId, eventId };
      await recordAudit(tx, caller, 'document.attach', of.clientId, null, after);
      return added;
    });
  }

  /** How far something recorded has come. */
  state(eventId: string, caller: Caller): Promise<AnswerOf<typeof recorded>> {
    return this.database.read(async (sql) => {
      const [row] = await findByIdentity(sql, [identityHash({ source: DESK_SOURCE, id: eventId })]);
      const event = row === undefined || row.value.length === 0 ? undefined : readStored(row);
      const waiting = event === undefined ? await deskEventWaiting(sql, eventId) : undefined;
      const entityId =
        waiting?.entityId ?? (event !== undefined && 'entityId' in event.data ? event.data.entityId : null);
      if (entityId !== null && caller.entities !== null && !caller.entities.includes(entityId))
        throw new Problem('NOT_FOUND', `Nothing was recorded at the desk as ${eventId}.`);
      return { eventId, state: event !== undefined ? 'RECORDED' : waiting !== undefined ? 'WAITING' : 'SENT' };
    });
  }

  /** @throws Problem NOT_FOUND where there is no such client, or none of this entity's, for the caller */
  async relationship(clientId: string, entityId: string, caller: Caller): Promise<Relationship> {
    const client = await this.past.client(clientId, {}, caller);
    if (!client.entities.some((entity) => entity.entityId === entityId))
      throw new Problem('NOT_FOUND', `With ${entityId} no relationship of the client ${clientId} is on file.`);
    return { clientId: client.clientId, memberIds: client.memberIds, entityId };
  }

  /** @returns the id of the event that waits to be sent */
  private async tell(
    tx: Tx,
    { clientId, memberIds, entityId }: Relationship,
    clientKind: DeskEvidence['kind'] | undefined,
    said: Omit<DeskEvidence, 'clientId' | 'entityId' | 'kind'>,
    { personId }: Caller,
  ): Promise<string> {
    // Whoever is being erased meanwhile is gone after that, and nothing comes back.
    if ((await lockClients(tx, [clientId])) === 0)
      throw new Problem('NOT_FOUND', `No event on file names a client ${clientId}.`);
    const kind = (await kindOf(tx, memberIds, entityId)) ?? clientKind;
    if (kind === undefined)
      throw new Problem(
        'INVALID_INPUT',
        'body/clientKind must be given: no onboarding on file says whether the client is a person or a company',
      );
    const eventId = `desk-${randomUUID()}`;
    const event = deskEvent(eventId, new Date().toISOString(), personId, { clientId, entityId, kind, ...said });
    await addDeskEvent(tx, { eventId, clientId, entityId, message: JSON.stringify(event) });
    return eventId;
  }
}

/** As an onboarding with this entity said last, else one with another. */
async function kindOf(
  tx: Tx,
  memberIds: readonly string[],
  entityId: string,
): Promise<DeskEvidence['kind'] | undefined> {
  const rows = await onboardingRows(tx, memberIds);
  const said = rows
    .filter(({ value }) => value.length > 0)
    .map((row) => readStored(row))
    .flatMap((event) => (event.type === 'client.onboarded.v1' ? [event.data] : []));
  return (said.find((data) => data.entityId === entityId) ?? said[0])?.kind;
}

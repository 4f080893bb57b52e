import { Controller, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { EVIDENCE_GAPS } from '#domain';
import {
  assignTask,
  documentContent,
  documentNamed,
  documentsOf,
  recordAudit,
  taskAssignee,
  type StoredDocument,
} from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { requireWorker } from '../access/require-worker.js';
import { entitiesOf } from '../clients/client-filter.js';
import { ClientPast } from '../clients/client-past.js';
import { tagEntity } from '../clients/client-tags.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { EvidenceDesk } from './evidence-desk.js';
import { isOpen, taskRows, type TaskRow } from './evidence-tasks.queries.js';
import { assign, attach, documents, download, record, recorded, tasks } from './evidence.operations.js';

type Task = AnswerOf<typeof assign>;

/** What is missing of the evidence, who gets it, and what was got. */
@Controller()
export class EvidenceController {
  constructor(
    private readonly database: Database,
    private readonly past: ClientPast,
    private readonly desk: EvidenceDesk,
  ) {}

  @Handles(tasks)
  tasks(@Input() { query }: InputOf<typeof tasks>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof tasks>> {
    const after = decodeCursor(query.cursor, ['text', 'text']);
    return this.database.read(async (sql) => {
      const rows = await taskRows(sql, query, entitiesOf(query.entityId, caller), after, query.limit + 1);
      return pageOfRows(rows, query.limit, ({ clientId, tag }) => [clientId, tag], taskOf);
    });
  }

  @Handles(assign)
  async assign(@Input() { params, body }: InputOf<typeof assign>, @CalledBy() caller: Caller): Promise<Task> {
    const { entityId, gap, assignee } = body;
    const { clientId } = await this.desk.relationship(params.clientId, entityId, caller);
    const tag = `gap:${tagEntity(entityId)}:${gap}`;
    return this.database.write(async (tx) => {
      if (!(await isOpen(tx, clientId, tag)))
        throw new Problem('REFUSED', 'There is no such gap in the evidence of this client any more.');
      await requireWorker(tx, assignee, entityId);
      const key = { clientId, tag };
      const before = await taskAssignee(tx, key);
      await assignTask(tx, key, assignee, caller.personId);
      const said = { clientId, entityId, gap };
      await recordAudit(tx, caller, 'evidence.assign', clientId, { ...said, assignee: before }, { ...said, assignee });
      return taskOf({ ...key, assignee, assignedAt: assignee === null ? null : new Date() });
    });
  }

  @Handles(record)
  record(
    @Input() { params, body }: InputOf<typeof record>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof record>> {
    return this.desk.record(params.clientId, body, caller);
  }

  @Handles(recorded)
  recorded(
    @Input() { params }: InputOf<typeof recorded>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof recorded>> {
    return this.desk.state(params.eventId, caller);
  }

  @Handles(documents)
  async documents(
    @Input() { params }: InputOf<typeof documents>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof documents>> {
    const { memberIds } = await this.past.client(params.clientId, {}, caller);
    const rows = await this.database.read((sql) => documentsOf(sql, memberIds, caller.entities));
    return { items: rows.map(documentOf), bytesMax: this.desk.bytesMax };
  }

  @Handles(attach)
  async attach(
    @Input() { params, body }: InputOf<typeof attach>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof attach>> {
    return documentOf(await this.desk.attach(params.clientId, body, caller));
  }

  @Handles(download)
  async download(
    @Input() { params }: InputOf<typeof download>,
    @CalledBy() caller: Caller,
    @Res() response: Response,
  ): Promise<void> {
    const { document, content } = await this.database.write(async (tx) => {
      const found = await documentNamed(tx, params.documentId);
      const isSeen = caller.entities === null || caller.entities.includes(found?.entityId ?? '');
      const bytes = isSeen ? await documentContent(tx, params.documentId) : undefined;
      if (found === undefined || bytes === undefined)
        throw new Problem('NOT_FOUND', `No document has the id ${params.documentId}.`);
      const { clientId, documentId } = found;
      await recordAudit(tx, caller, 'document.take', clientId, null, { clientId, documentId });
      return { document: found, content: bytes };
    });
    // Whatever it holds, nothing of it runs here: it is saved, under the type that it was found to have.
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.attachment(document.name).type(document.mediaType).send(content);
  }
}

function taskOf({ clientId, tag, assignee, assignedAt }: TaskRow): Task {
  const [, entity = '', gap = ''] = tag.split(':');
  return {
    clientId,
    entityId: decodeURIComponent(entity),
    gap: gap as (typeof EVIDENCE_GAPS)[number],
    assignee,
    assignedAt: assignedAt?.toISOString() ?? null,
  };
}

function documentOf({ addedAt, kind, mediaType, ...document }: StoredDocument): AnswerOf<typeof attach> {
  type Shown = AnswerOf<typeof attach>;
  return {
    ...document,
    kind: kind as Shown['kind'],
    mediaType: mediaType as Shown['mediaType'],
    addedAt: addedAt.toISOString(),
  };
}

import { Controller, Res } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import type { Response } from 'express';
import { parseWhen } from '#domain';
import { assurance, collectEvidence, NoEvidence, TooMuchEvidence } from '#history';
import { packEvidence, type About } from '#evidence';
import { CalledBy, type Caller } from '../access/caller.js';
import { recordAudit } from '../access/record-audit.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { Handles, operation, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { Name } from '../http/shape.js';
import { Assurance } from './assurance.shapes.js';
import { assuranceExample } from './assurance.examples.js';
import { readClocks, type ClocksAsked } from './clocks.js';

const byId = Type.Object({ clientId: Name });
const Clock = Type.String({ maxLength: 64, description: 'A time (RFC 3339) or a date.' });
const clocks = Type.Object({ trueOn: Type.Optional(Clock), knownOn: Type.Optional(Clock) });
const statement = operation({
  id: 'getAssurance',
  method: 'GET',
  path: 'v1/clients/:clientId/assurance',
  permission: 'read',
  wholeBook: true,
  tag: 'Evidence',
  summary: 'State that nothing alerts for a client',
  description: 'For a period, with what the statement rests on; or why it can’t be made.',
  params: byId,
  query: Type.Object({ from: Clock, to: Clock }),
  answer: Assurance,
  example: { answer: assuranceExample },
});
const pack = operation({
  id: 'getEvidence',
  method: 'GET',
  path: 'v1/clients/:clientId/evidence',
  permission: 'read',
  wholeBook: true,
  tag: 'Evidence',
  summary: 'Download the evidence on a client',
  description:
    'A ZIP file that can be verified without this server: the events as they came, verdicts, decisions by people, digests and a report.',
  params: byId,
  query: clocks,
  mediaType: 'application/zip',
});
const packOfAlert = operation({
  ...pack,
  id: 'getAlertEvidence',
  path: 'v1/alerts/:alertId/evidence',
  summary: 'Download the evidence on an alert',
  description: 'The evidence on the client of the alert, in one ZIP file.',
  params: Type.Object({ alertId: Name }),
});
const packOfIncident = operation({
  ...pack,
  id: 'getIncidentEvidence',
  path: 'v1/incidents/:incidentId/evidence',
  summary: 'Download the evidence on an incident',
  description:
    'The evidence on its clients, at most 100, in one ZIP file. For more clients use `scopewatch evidence --incident`.',
  params: Type.Object({ incidentId: Name }),
});

/** While one is made others wait; of more clients than this the command line makes it, where nobody does. */
const CLIENTS_MAX = 100;

/** What can be shown to somebody who trusts neither us nor the firm. */
@Controller()
export class ProofController {
  constructor(private readonly database: Database) {}

  @Handles(statement)
  statement(
    @Input() { params, query }: InputOf<typeof statement>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof statement>> {
    const from = msOf('from', query.from);
    const to = msOf('to', query.to);
    if (to <= from) throw new Problem('INVALID_INPUT', 'query/to must be after query/from');
    return this.database.write(async (tx) => {
      const { obstacles, grounds, memberIds, ...rest } = await assurance(tx, { clientId: params.clientId, from, to });
      await recordAudit(tx, caller, 'assurance.take', params.clientId, null, { ...query, given: rest.given });
      const { offsets, policyVersions, ...more } = grounds;
      return {
        ...rest,
        memberIds: [...memberIds],
        obstacles: obstacles.map((obstacle) => ({ ...obstacle })),
        grounds: { ...more, offsets: offsets.map((offset) => ({ ...offset })), policyVersions: [...policyVersions] },
      };
    });
  }

  @Handles(pack)
  pack(
    @Input() { params, query }: InputOf<typeof pack>,
    @CalledBy() caller: Caller,
    @Res() response: Response,
  ): Promise<void> {
    return this.give({ kind: 'CLIENT', id: params.clientId }, query, caller, response);
  }

  @Handles(packOfAlert)
  packOfAlert(
    @Input() { params, query }: InputOf<typeof packOfAlert>,
    @CalledBy() caller: Caller,
    @Res() response: Response,
  ): Promise<void> {
    return this.give({ kind: 'ALERT', id: params.alertId }, query, caller, response);
  }

  @Handles(packOfIncident)
  packOfIncident(
    @Input() { params, query }: InputOf<typeof packOfIncident>,
    @CalledBy() caller: Caller,
    @Res() response: Response,
  ): Promise<void> {
    return this.give({ kind: 'INCIDENT', id: params.incidentId }, query, caller, response);
  }

  private async give(about: About, query: ClocksAsked, caller: Caller, response: Response): Promise<void> {
    const createdAt = new Date();
    readClocks(query, createdAt.getTime());
    const { bytes, rootDigest } = await this.database.write(async (tx) => {
      const wanted = { about, ...query, createdAt: createdAt.toISOString(), clientsMax: CLIENTS_MAX };
      const evidence = await collectEvidence(tx, wanted).catch((error: unknown) => {
        if (error instanceof TooMuchEvidence) {
          throw new Problem('REFUSED', `${error.message} Or use: scopewatch evidence --incident ${about.id} -o FILE`);
        }
        throw error instanceof NoEvidence ? new Problem('NOT_FOUND', error.message) : error;
      });
      const packed = await packEvidence(evidence);
      // Who took what out, and by which digest it can be told from any other.
      await recordAudit(tx, caller, 'evidence.take', about.id, null, { rootDigest: packed.rootDigest });
      return packed;
    });
    response.setHeader('X-Root-Digest', rootDigest);
    response
      .type('application/zip')
      .attachment(`evidence-${encodeURIComponent(about.id)}.zip`)
      .send(Buffer.from(bytes));
  }
}

function msOf(name: string, text: string): number {
  const when = parseWhen(text);
  if (when === null)
    throw new Problem('INVALID_INPUT', `query/${name} must be a date, or an RFC 3339 time with an offset`);
  return when.from;
}

import { Controller, Res } from '@nestjs/common';
import type { Response } from 'express';
import { parseWhen } from '#domain';
import { assurance, collectEvidence, NoEvidence, TooMuchEvidence } from '#history';
import { packEvidence, type About } from '#evidence';
import { CalledBy, type Caller } from '../access/caller.js';
import { recordAudit } from '#store';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { Firm } from './firm.js';
import { readClocks, type ClocksAsked } from './clocks.js';
import { pack, packOfAlert, packOfIncident, statement } from './proof.operations.js';

/** While one is made others wait; of more clients than this the command line makes it, where nobody does. */
const CLIENTS_MAX = 100;

/** What can be shown to somebody who trusts neither us nor the firm. */
@Controller()
export class ProofController {
  constructor(
    private readonly database: Database,
    private readonly firm: Firm,
  ) {}

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
      const { personId, keyId, answersTo, name } = caller;
      const madeBy = { personId, name: keyId === null ? name : `${answersTo}, by the key “${name}”` };
      const wanted = {
        about,
        ...query,
        createdAt: createdAt.toISOString(),
        madeBy,
        firm: this.firm.name,
        clientsMax: CLIENTS_MAX,
      };
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

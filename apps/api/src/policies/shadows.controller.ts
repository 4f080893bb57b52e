import { Controller } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import {
  addShadow,
  lockProposal,
  proposalOf,
  shadowDifferences,
  shadowOf,
  stopShadow,
  recordAudit,
  type PolicyProposal,
  type PolicyShadow,
  type Sql,
} from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { shadowDifferenceItem, shadowItem } from './shadow-items.js';
import { differences, one, start, stop } from './shadows.operations.js';
import { ShadowRunner } from './shadow-runner.js';

type Item = AnswerOf<typeof one>;

/** Proposed packs beside the one in force: what they would say of live traffic, for those who decide. */
@Controller()
export class ShadowsController {
  constructor(
    private readonly database: Database,
    private readonly runner: ShadowRunner,
  ) {}

  @Handles(start)
  async start(@Input() { params }: InputOf<typeof start>, @CalledBy() caller: Caller): Promise<Item> {
    const item = await this.database.write(async (tx) => {
      // Locked, so that it isn't decided on meanwhile.
      const { proposalId, decision } = known(await lockProposal(tx, params.version), params);
      if (decision !== null)
        throw new Problem('REFUSED', `The proposal of ${params.version} was decided already: ${decision}.`);
      const last = await shadowOf(tx, proposalId);
      if (last?.stoppedAt === null)
        throw new Problem('REFUSED', `A shadow run of ${params.version} is under way already.`);
      await addShadow(tx, { shadowId: randomUUID(), proposalId, startedBy: caller.personId });
      const started = shadowItem(await newest(tx, params));
      await recordAudit(tx, caller, 'policy.shadow', params.version, null, started);
      return started;
    });
    this.runner.ring();
    return item;
  }

  @Handles(stop)
  stop(@Input() { params }: InputOf<typeof stop>, @CalledBy() caller: Caller): Promise<Item> {
    return this.database.write(async (tx) => {
      const before = await newest(tx, params);
      if (!(await stopShadow(tx, before.shadowId, caller.personId))) {
        throw new Problem('REFUSED', `The shadow run of ${params.version} has ended already.`);
      }
      const stopped = shadowItem(await newest(tx, params));
      await recordAudit(tx, caller, 'policy.shadow-stop', params.version, shadowItem(before), stopped);
      return stopped;
    });
  }

  @Handles(one)
  one(@Input() { params }: InputOf<typeof one>): Promise<Item> {
    return this.database.read(async (sql) => shadowItem(await newest(sql, params)));
  }

  @Handles(differences)
  differences(@Input() { params, query }: InputOf<typeof differences>): Promise<AnswerOf<typeof differences>> {
    return this.database.read(async (sql) => {
      const { shadowId } = await newest(sql, params);
      const { change = null, clientId = null, limit } = query;
      const after = decodeCursor(query.cursor, ['text', 'text']) ?? (['', ''] as const);
      const rows = await shadowDifferences(sql, shadowId, { change, clientId }, after, limit + 1);
      return pageOfRows(rows, limit, (row) => [row.survivorId, row.alertId], shadowDifferenceItem);
    });
  }
}

async function newest(sql: Sql, params: { version: string }): Promise<PolicyShadow> {
  const { proposalId } = known(await proposalOf(sql, params.version), params);
  const shadow = await shadowOf(sql, proposalId);
  if (shadow === undefined) throw new Problem('NOT_FOUND', `There was no shadow run of ${params.version}.`);
  return shadow;
}

function known(proposal: PolicyProposal | undefined, { version }: { version: string }): PolicyProposal {
  if (proposal === undefined) throw new Problem('NOT_FOUND', `No pack was proposed as ${version}.`);
  return proposal;
}

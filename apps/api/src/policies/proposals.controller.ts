import { Controller } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { policyDifferences, type PolicyPack } from '#domain';
import {
  addBacktest,
  addProposal,
  approveProposal,
  backtestOf,
  currentPolicy,
  lockProposal,
  lockProposing,
  policyOf,
  policyProposals,
  proposalOf,
  rejectProposal,
  withdrawProposal,
  recordAudit,
  type PolicyProposal,
  type Sql,
  type Tx,
} from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { requireSecondPerson } from '../access/second-person.js';
import { readPack, rulesWith } from '../backtests/backtests.controller.js';
import { BacktestRunner } from '../backtests/backtest-runner.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { proposalItem } from './proposal-items.js';
import { whyNotProposable } from './proposable.js';
import { approve, differences, list, one, propose, reject, withdraw } from './proposals.operations.js';

/** Rule packs as governed data: who proposes one can't approve it, and nobody approves what was not tried. */
@Controller()
export class ProposalsController {
  constructor(
    private readonly database: Database,
    private readonly runner: BacktestRunner,
  ) {}

  @Handles(list)
  list(): Promise<AnswerOf<typeof list>> {
    return this.database.read(async (sql) => {
      const items: AnswerOf<typeof list>['items'] = [];
      for (const row of await policyProposals(sql, 100)) items.push(await proposalItem(sql, row));
      return { items };
    });
  }

  @Handles(propose)
  async propose(
    @Input() { body }: InputOf<typeof propose>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof propose>> {
    const pack = JSON.stringify(body.pack);
    const { version } = readPack(pack);
    const item = await this.database.write(async (tx) => {
      await requireProposable(tx, version, body.pack);
      const [proposalId, backtestId, by] = [randomUUID(), randomUUID(), caller.personId];
      const rules = await rulesWith(tx, pack);
      await addBacktest(tx, { backtestId, version, pack: rules, from: null, to: null, clientIds: null, createdBy: by });
      await addProposal(tx, { proposalId, version, pack, reason: body.reason, backtestId, proposedBy: by });
      return changed(tx, version, caller, 'policy.propose', null);
    });
    this.runner.ring();
    return item;
  }

  @Handles(one)
  one(@Input() { params }: InputOf<typeof one>): Promise<AnswerOf<typeof one>> {
    return this.database.read(async (sql) => proposalItem(sql, known(await proposalOf(sql, params.version), params)));
  }

  @Handles(differences)
  differences(@Input() { params, query }: InputOf<typeof differences>): Promise<AnswerOf<typeof differences>> {
    return this.database.read(async (sql) => {
      const from = query.from ?? (await currentPolicy(sql))?.version;
      if (from === undefined) throw new Problem('NOT_FOUND', 'No rule pack is in force.');
      const [before, after] = [await packNamed(sql, from), await packNamed(sql, params.version)];
      return { from, to: params.version, differences: policyDifferences(before, after) };
    });
  }

  @Handles(approve)
  approve(
    @Input() { params, body }: InputOf<typeof approve>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof approve>> {
    return this.database.write(async (tx) => {
      const before = await undecided(tx, params);
      await requireSecondPerson(tx, before.proposedBy, caller, { by: propose });
      const backtest = await backtestOf(tx, before.backtestId);
      if (backtest?.status !== 'DONE') {
        throw new Problem(
          'REFUSED',
          `The backtest of ${params.version} is ${backtest?.status ?? 'missing'}; it must be DONE before the pack can be approved.`,
        );
      }
      const effectiveFrom = body.effectiveFrom === undefined ? null : new Date(body.effectiveFrom);
      if (effectiveFrom !== null && Number.isNaN(effectiveFrom.getTime()))
        throw new Problem('INVALID_INPUT', 'body/effectiveFrom must be an RFC 3339 time');
      const { notify = false } = body;
      await approveProposal(tx, before.proposalId, { by: caller.personId, effectiveFrom, notify });
      return changed(tx, params.version, caller, 'policy.approve', before);
    });
  }

  @Handles(reject)
  reject(@Input() { params }: InputOf<typeof reject>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof reject>> {
    return this.database.write(async (tx) => {
      const before = await undecided(tx, params);
      await rejectProposal(tx, before.proposalId, caller.personId);
      return changed(tx, params.version, caller, 'policy.reject', before);
    });
  }

  @Handles(withdraw)
  withdraw(
    @Input() { params }: InputOf<typeof withdraw>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof withdraw>> {
    return this.database.write(async (tx) => {
      const before = known(await lockProposal(tx, params.version), params);
      if (!(await withdrawProposal(tx, before.proposalId, caller.personId))) {
        throw new Problem('REFUSED', whyNotWithdrawn(before));
      }
      return changed(tx, params.version, caller, 'policy.withdraw', before);
    });
  }
}

async function requireProposable(tx: Tx, version: string, pack: object): Promise<void> {
  await lockProposing(tx);
  const why = await whyNotProposable(tx, version, pack);
  if (why !== undefined) throw new Problem('REFUSED', why);
}

function whyNotWithdrawn({ version, decision, withdrawnAt, activatedAt }: PolicyProposal): string {
  if (decision === null) return `The proposal of ${version} is not decided yet. Reject it instead.`;
  if (decision === 'REJECTED') return `The proposal of ${version} was rejected already.`;
  if (withdrawnAt !== null) return `${version} was withdrawn already.`;
  return `${version} came into force at ${activatedAt?.toISOString() ?? 'once'}. To change the rules again, propose another pack.`;
}

async function undecided(tx: Tx, params: { version: string }): Promise<PolicyProposal> {
  const proposal = known(await lockProposal(tx, params.version), params);
  if (proposal.decision !== null)
    throw new Problem('REFUSED', `The proposal of ${proposal.version} was decided already: ${proposal.decision}.`);
  return proposal;
}

function known(proposal: PolicyProposal | undefined, { version }: { version: string }): PolicyProposal {
  if (proposal === undefined) throw new Problem('NOT_FOUND', `No pack was proposed as ${version}.`);
  return proposal;
}

/** A pack that is on record, or proposed. */
async function packNamed(sql: Sql, version: string): Promise<PolicyPack> {
  const text = (await policyOf(sql, version))?.pack ?? (await proposalOf(sql, version))?.pack;
  if (text === undefined) throw new Problem('NOT_FOUND', `No pack has the version ${version}.`);
  return JSON.parse(text) as PolicyPack;
}

async function changed(
  tx: Tx,
  version: string,
  caller: Caller,
  operationName: string,
  before: PolicyProposal | null,
): Promise<AnswerOf<typeof reject>> {
  const after = known(await proposalOf(tx, version), { version });
  await recordAudit(tx, caller, operationName, version, withoutPack(before), withoutPack(after));
  return proposalItem(tx, after);
}

/** The pack itself stands with the proposal. */
const withoutPack = (proposal: PolicyProposal | null): Omit<PolicyProposal, 'pack'> | null => {
  if (proposal === null) return null;
  const { pack: _, ...rest } = proposal;
  return rest;
};

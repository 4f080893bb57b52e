import type { Static } from '@sinclair/typebox';
import { policyDifferences, type PolicyPack } from '#domain';
import { backtestOf, currentPolicy, type PolicyProposal, type Sql } from '#store';
import { backtestItem } from '../backtests/backtest-items.js';
import type { PolicyProposal as ProposalShape } from './policies.shapes.js';

/** A proposal as it is shown: with what it changes of the pack in force, and with its backtest. */
export async function proposalItem(sql: Sql, row: PolicyProposal): Promise<Static<typeof ProposalShape>> {
  const backtest = await backtestOf(sql, row.backtestId);
  if (backtest === undefined) throw new Error(`The backtest ${row.backtestId} of a proposal is gone.`);
  const inForce = await currentPolicy(sql);
  const pack = JSON.parse(row.pack) as PolicyPack;
  const { proposalId, version, reason, proposedBy, decision, decidedBy, notify } = row;
  return {
    proposalId,
    version,
    title: pack.title,
    reason,
    proposedBy,
    proposedAt: row.proposedAt.toISOString(),
    decision,
    decidedBy,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    effectiveFrom: row.effectiveFrom?.toISOString() ?? null,
    notify,
    activatedAt: row.activatedAt?.toISOString() ?? null,
    withdrawnBy: row.withdrawnBy,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    differences: inForce === undefined ? [] : policyDifferences(JSON.parse(inForce.pack) as PolicyPack, pack),
    backtest: backtestItem(backtest, new Date()),
    pack,
  };
}

import { addBacktest, addProposal, endBacktest, type Tx } from '#store';

/** Has ann propose a pack, whose backtest is done unless a test says otherwise. */
export async function proposePack(
  tx: Tx,
  {
    proposalId,
    version = proposalId,
    backtest = 'DONE',
  }: { proposalId: string; version?: string; backtest?: 'DONE' | 'FAILED' },
): Promise<void> {
  const backtestId = `b-${proposalId}`;
  const all = { from: null, to: null, clientIds: null, createdBy: 'ann' };
  await addBacktest(tx, { backtestId, version, pack: '{}', ...all });
  await endBacktest(tx, backtestId, backtest, null);
  await addProposal(tx, { proposalId, version, pack: '{}', reason: 'why', backtestId, proposedBy: 'ann' });
}

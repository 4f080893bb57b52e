import { randomUUID } from 'node:crypto';
import { saysSomething } from '#domain';
import { lookAtTopic, readStartFrom, type Cluster, type LookedAt } from '#kafka';
import {
  addRebinding,
  approveRebinding,
  lockWaitingRebinding,
  twoPeople,
  recordAudit,
  rebindingsOf,
  rejectRebinding,
  topicRowOf,
  topicRows,
  whyNotApproved,
  whyNotProposed,
} from '#store';
import { CliError } from '../cli-error.js';
import { COMMAND_LINE, decidingPerson, mayDecide } from '../deciding-person.js';
import { note, writeLine } from '../input.js';
import { onWritableDatabase } from '../on-writable-database.js';

/** One line for each topic that is read; the exit code says whether all are. */
export async function listTopics(): Promise<void> {
  const stopped = await onWritableDatabase('topics', async ({ sql }) => {
    const rows = await topicRows(sql);
    for (const { stopReason, stopDetail, foundClusterId, foundTopicId, noticedAt, ...row } of rows) {
      const [newest] = await rebindingsOf(sql, row.topic, 1);
      const stop = { reason: stopReason, detail: stopDetail, foundClusterId, foundTopicId, noticedAt };
      const proposal = newest?.decision === null ? newest : null;
      const state = stopReason === null ? 'READ' : 'STOPPED';
      await writeLine(JSON.stringify({ ...row, state, stop: stopReason === null ? null : stop, proposal }));
    }
    return rows.filter(({ stopReason }) => stopReason !== null);
  });
  for (const { topic, stopDetail } of stopped) {
    note(`${topic} is not read: ${stopDetail ?? ''}. Say from where: scopewatch topics rebind ${topic} --from …`);
  }
  if (stopped.length > 0) process.exitCode = 1;
  else note('All topics are read.');
}

export interface RebindOptions {
  readonly from?: string;
  readonly reason?: string;
  readonly as?: string;
}

/** Proposes from where a stopped topic is read on. */
export async function proposeRebinding(topic: string, options: RebindOptions): Promise<void> {
  const { from = '', reason = 'Proposed on the command line.' } = options;
  if (!saysSomething(reason)) throw new CliError('Say why: --reason TEXT.', 2);
  await onWritableDatabase('topics', async (session, cluster) => {
    const looked = await look(cluster, topic, from);
    await session.transaction(async (tx) => {
      const { personId } = await decidingPerson(tx, options.as);
      const row = await topicRowOf(tx, topic);
      const not = whyNotProposed(topic, row, looked?.found);
      if (row === undefined) throw new CliError(not ?? '', 2);
      if (not !== null || looked === undefined) throw new CliError(not ?? '', 1);
      const { clusterId, topicId } = looked.found;
      const { incarnation } = row;
      const waiting = await lockWaitingRebinding(tx, topic);
      if (waiting !== undefined) {
        throw new CliError(
          `${waiting.proposedBy} has proposed already to read ${topic} from ${waiting.startFrom}; a second person decides: ` +
            `scopewatch topics approve|reject ${topic} --as PERSON`,
          1,
        );
      }
      const rebindingId = randomUUID();
      const proposal = { rebindingId, topic, incarnation, startFrom: from, reason, clusterId, topicId };
      await addRebinding(tx, { ...proposal, proposedBy: personId });
      await recordAudit(tx, { personId, address: COMMAND_LINE }, 'topic.rebind', topic, null, {
        ...proposal,
        starts: looked.starts,
      });
      await writeLine(JSON.stringify({ ...proposal, proposedBy: personId, starts: looked.starts }));
    });
  });
  note(`Proposed. A second person decides: scopewatch topics approve|reject ${topic} --as PERSON, or the health page.`);
}

/** Agrees to what somebody else has proposed, or turns it down. */
export async function decideRebinding(
  decision: 'approve' | 'reject',
  topic: string,
  options: { readonly as?: string },
): Promise<void> {
  await onWritableDatabase('topics', async (session, cluster) => {
    const [newest] = await rebindingsOf(session.sql, topic, 1);
    if (newest === undefined || newest.decision !== null) {
      throw new CliError(`Nothing waits for a decision about ${topic}.`, 2);
    }
    const looked = decision === 'reject' ? undefined : await look(cluster, topic, newest.startFrom);
    await session.transaction(async (tx) => {
      const { personId } = await decidingPerson(tx, options.as);
      const rebinding = await lockWaitingRebinding(tx, topic);
      if (rebinding?.rebindingId !== newest.rebindingId) throw new CliError('Somebody was quicker.', 1);
      if (decision === 'reject') {
        await rejectRebinding(tx, rebinding.rebindingId, personId);
        await recordAudit(tx, { personId, address: COMMAND_LINE }, 'topic.rebind.reject', topic, rebinding, null);
        return;
      }
      const { same, proposer } = await twoPeople(tx, rebinding.proposedBy, personId);
      if (same) throw new CliError(`${personId} has proposed it; somebody else must approve it.`, 1);
      if (proposer === null || !mayDecide(proposer)) {
        throw new CliError(
          `${rebinding.proposedBy}, who proposed it, is disabled or may not propose it any more. Reject it, and propose it again.`,
          1,
        );
      }
      const not = whyNotApproved(rebinding, await topicRowOf(tx, topic), looked?.found);
      if (not !== null || looked === undefined) throw new CliError(not ?? '', 1);
      await approveRebinding(tx, rebinding, looked.starts, personId);
      await recordAudit(tx, { personId, address: COMMAND_LINE }, 'topic.rebind.approve', topic, rebinding, {
        starts: looked.starts,
      });
      await writeLine(JSON.stringify({ topic, incarnation: rebinding.incarnation + 1, starts: looked.starts }));
    });
  });
  note(decision === 'approve' ? `${topic} is read on within seconds.` : `${topic} stays unread.`);
}

async function look(cluster: Cluster, topic: string, text: string): Promise<LookedAt | undefined> {
  const from = readStartFrom(text);
  if (from === null) throw new CliError(`--from ${text} is none of: beginning, an offset, a date or a time.`, 2);
  return lookAtTopic({ ...cluster, topic, from });
}

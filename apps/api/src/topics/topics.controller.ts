import { Controller } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { readStartFrom, type LookedAt, type StartFrom } from '#kafka';
import {
  acceptGap,
  addRebinding,
  approveRebinding,
  gapOf,
  lockWaitingRebinding,
  offsetGaps,
  rejectRebinding,
  topicRowOf,
  whyNotApproved,
  whyNotProposed,
  recordAudit,
  type TopicRebinding,
  type Tx,
} from '#store';
import { requireSecondPerson } from '../access/second-person.js';
import { CalledBy, type Caller } from '../access/caller.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { gapItem, topicItem, topicItems } from './topic-items.js';
import { accept, approve, gaps, list, rebind, reject } from './topics.operations.js';
import { TopicLook } from './topic-look.js';

type Item = AnswerOf<typeof approve>;

/** Which topics are read, and what people decide about those that are not, and about what was never read. */
@Controller()
export class TopicsController {
  constructor(
    private readonly database: Database,
    private readonly topicLook: TopicLook,
  ) {}

  @Handles(list)
  list(): Promise<AnswerOf<typeof list>> {
    return this.database.read(async (sql) => ({ items: await topicItems(sql) }));
  }

  @Handles(rebind)
  async rebind(
    @Input() { params: { topic }, body }: InputOf<typeof rebind>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof rebind>> {
    const from = startFrom(body.from);
    // Kafka is asked about names that were read alone.
    const known = await this.database.read((sql) => topicRowOf(sql, topic));
    if (known === undefined) throw new Problem('NOT_FOUND', `No topic ${topic} was ever read.`);
    const looked = await this.look(topic, from);
    return this.database.write(async (tx) => {
      const row = await topicRowOf(tx, topic);
      const not = whyNotProposed(topic, row, looked?.found);
      if (not !== null || looked === undefined || row === undefined) throw new Problem('REFUSED', not ?? '');
      const { clusterId, topicId } = looked.found;
      const { reason } = body;
      const rebindingId = randomUUID();
      const { incarnation } = row;
      const proposedBy = caller.personId;
      const proposal = {
        rebindingId,
        topic,
        incarnation,
        startFrom: body.from,
        reason,
        clusterId,
        topicId,
        proposedBy,
      };
      if ((await lockWaitingRebinding(tx, topic)) !== undefined) {
        throw new Problem('REFUSED', `A proposal on how to read ${topic} waits for a decision already.`);
      }
      await addRebinding(tx, proposal);
      await recordAudit(tx, caller, 'topic.rebind', topic, null, { ...proposal, starts: looked.starts });
      return topicItem(tx, row);
    });
  }

  @Handles(approve)
  async approve(
    @Input() { params: { topic }, body }: InputOf<typeof approve>,
    @CalledBy() caller: Caller,
  ): Promise<Item> {
    const looking = (tx: Tx): Promise<TopicRebinding> => waiting(tx, topic, body.rebindingId);
    const proposed = await this.database.withSession((session) => session.transaction(looking));
    const looked = await this.look(topic, startFrom(proposed.startFrom));
    return this.database.write(async (tx) => {
      const rebinding = await waiting(tx, topic, body.rebindingId);
      await requireSecondPerson(tx, rebinding.proposedBy, caller, { by: rebind });
      const not = whyNotApproved(rebinding, await topicRowOf(tx, topic), looked?.found);
      if (not !== null || looked === undefined) throw new Problem('REFUSED', not ?? '');
      await approveRebinding(tx, rebinding, looked.starts, caller.personId);
      await recordAudit(tx, caller, 'topic.rebind.approve', topic, rebinding, { starts: looked.starts });
      return itemOf(tx, topic);
    });
  }

  @Handles(reject)
  reject(@Input() { params: { topic }, body }: InputOf<typeof reject>, @CalledBy() caller: Caller): Promise<Item> {
    return this.database.write(async (tx) => {
      const rebinding = await waiting(tx, topic, body.rebindingId);
      await rejectRebinding(tx, rebinding.rebindingId, caller.personId);
      await recordAudit(tx, caller, 'topic.rebind.reject', topic, rebinding, null);
      return itemOf(tx, topic);
    });
  }

  @Handles(gaps)
  gaps(@Input() { query }: InputOf<typeof gaps>): Promise<AnswerOf<typeof gaps>> {
    return this.database.read(async (sql) => ({ items: (await offsetGaps(sql, query.limit)).map(gapItem) }));
  }

  @Handles(accept)
  accept(
    @Input() { params: { gapId }, body }: InputOf<typeof accept>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof accept>> {
    return this.database.write(async (tx) => {
      const before = await gapOf(tx, gapId);
      if (before === undefined) throw new Problem('NOT_FOUND', `No gap has the id ${gapId}.`);
      if (!(await acceptGap(tx, before, { by: caller.personId, reason: body.reason }))) {
        throw new Problem('REFUSED', `These offsets were accepted already, by ${before.acceptedBy ?? 'somebody'}.`);
      }
      const after = (await gapOf(tx, gapId)) ?? before;
      await recordAudit(tx, caller, 'gap.accept', gapId, gapItem(before), gapItem(after));
      return gapItem(after);
    });
  }

  private async look(topic: string, from: StartFrom): Promise<LookedAt | undefined> {
    try {
      return await this.topicLook.at(topic, from);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Problem('NOT_READY', `Kafka does not say which topic ${topic} is: ${why}`);
    }
  }
}

function startFrom(text: string): StartFrom {
  const from = readStartFrom(text);
  if (from === null) {
    throw new Problem('INVALID_INPUT', 'body/from must be "beginning", an offset, a date or a time with an offset');
  }
  return from;
}

/** @throws Problem NOT_FOUND where this very proposal does not wait for a decision */
async function waiting(tx: Tx, topic: string, rebindingId: string): Promise<TopicRebinding> {
  const rebinding = await lockWaitingRebinding(tx, topic);
  if (rebinding?.rebindingId === rebindingId) return rebinding;
  throw new Problem('NOT_FOUND', `No proposal with this id on how to read ${topic} waits for a decision.`);
}

async function itemOf(tx: Tx, topic: string): Promise<Item> {
  const row = await topicRowOf(tx, topic);
  if (row === undefined) throw new Error('What was read of a topic is never deleted.');
  return topicItem(tx, row);
}

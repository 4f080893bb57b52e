import type { Static } from '@sinclair/typebox';
import { DESK_SOURCE, TYPE_PREFIX } from '#contract';
import { EVENT_REGISTER, identityKey, isRetracted, surelyAfter, partitionEvents, type Recorded } from '#domain';
import type { ClientAsOf, SharedFacts } from '#judging';
import { readStored } from '#log/codec';
import type { Sql } from '#store';
import type { Caller } from '../access/caller.js';
import { sourceOf } from '../access/foreign-facts.js';
import { clientEventRows, type ClientEventRow } from './client-events.queries.js';
import type { TimelineItem } from './clients.shapes.js';
import type { Clocks } from './clocks.js';
import { seenOf } from './seen-of.js';

type Item = Static<typeof TimelineItem>;

/** Everything on file about a client, in the order of effective time: its own facts, and what reached it with others. */
export async function timelineOf(
  sql: Sql,
  past: ClientAsOf,
  clocks: Clocks,
  shared: SharedFacts,
  caller: Caller,
): Promise<Item[]> {
  const causes = new Set(past.verdicts.map((j) => identityKey(sourceOf(j.act.identity))));
  const positions = shared.events
    .filter((e) => causes.has(identityKey(e)) || concerns(e, past.memberIds))
    .map((e) => e.position);
  const rows = await clientEventRows(sql, past.memberIds, positions, clocks.knownOn);
  const all = rows.map((row) => ({ row, event: readStored(row) }));
  const isSeen = seenOf(
    caller.entities,
    past,
    shared,
    all.map(({ event }) => event),
  );
  return all
    .filter(({ event }) => !surelyAfter(event.when, clocks.trueOn) && isSeen(event))
    .sort((a, b) => a.event.when.from - b.event.when.from || a.row.position - b.row.position)
    .map(({ row, event }) => itemOf(row, event, shared));
}

const concerns = (event: Recorded, ids: readonly string[]): boolean =>
  'clientId' in event.data && event.data.clientId !== undefined && ids.includes(event.data.clientId);

function itemOf(row: ClientEventRow, event: Recorded, shared: SharedFacts): Item {
  const [fact] = partitionEvents([event]).clientFacts;
  const retracted =
    shared.retracted.everywhere.has(identityKey(event)) ||
    (fact !== undefined && isRetracted(fact, shared.retracted, shared.clientMerges));
  const { topic, partition, kafkaOffset } = row;
  return {
    position: row.position,
    lane: EVENT_REGISTER[event.type].lane,
    source: event.source,
    id: event.id,
    type: `${TYPE_PREFIX}${event.type}`,
    effectiveAt: event.whenGiven,
    recordedAt: row.recordedAt.toISOString(),
    kafka: { topic, partition, offset: String(kafkaOffset) },
    retracted,
    recordedBy: recordedBy(event.source, row),
    data: { ...event.data },
  };
}

/** Who recorded it, of what people recorded at the desk; whatever others say of themselves counts for nothing. */
function recordedBy(source: string, { value }: ClientEventRow): string | null {
  if (source !== DESK_SOURCE) return null;
  const { recordedby } = JSON.parse(value.toString('utf8')) as { recordedby?: unknown };
  return typeof recordedby === 'string' ? recordedby : null;
}

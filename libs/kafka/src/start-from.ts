import { kafkaClient, silent, type Cluster } from './client.js';
import { ClusterView } from './cluster-view.js';
import { explained } from './explain-failure.js';
import type { OffsetBounds } from './start-positions.js';
import type { FoundTopic } from './topic-identity.js';

/** From where a topic is to be read: its beginning, an offset in each partition, or what was written from a time on. */
export type StartFrom =
  | { readonly kind: 'BEGINNING' }
  | { readonly kind: 'OFFSET'; readonly offset: bigint }
  | { readonly kind: 'TIME'; readonly ms: number };

const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?$/i;

/** @returns `null` for what is none of them; a date is its beginning in UTC */
export function readStartFrom(text: string): StartFrom | null {
  if (text === 'beginning') return { kind: 'BEGINNING' };
  if (/^\d{1,15}$/.test(text)) return { kind: 'OFFSET', offset: BigInt(text) };
  const ms = TIME.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(ms) ? null : { kind: 'TIME', ms };
}

/** Where a partition begins, and from where it would be read. */
export interface FoundStart {
  readonly partition: number;
  readonly low: number;
  readonly start: number;
}

/** The topic that answers to a name now, and where its partitions would be read from. */
export interface LookedAt {
  readonly found: FoundTopic;
  readonly starts: FoundStart[];
}

/** @returns undefined where the cluster has no topic of the name. @throws KafkaFault where the cluster doesn't say */
export function lookAtTopic(options: Cluster & { topic: string; from: StartFrom }): Promise<LookedAt | undefined> {
  const { topic, from, ...cluster } = options;
  return explained(cluster, { topics: [topic] }, () => look(cluster, topic, from));
}

async function look(cluster: Cluster, topic: string, from: StartFrom): Promise<LookedAt | undefined> {
  const view = new ClusterView(() => kafkaClient({ ...cluster, clientId: 'look-at-topic', log: silent }));
  try {
    const found = (await view.describe([topic])).get(topic);
    if (found === undefined) return undefined;
    const bounds = await view.bounds(topic);
    const wanted = await wantedOf(view, topic, from, bounds);
    const starts = [...bounds].map(([partition, { low, high }]) => {
      const start = clamp(wanted.get(partition) ?? low, low, high);
      return { partition, low: Number(low), start: Number(start) };
    });
    return { found, starts: starts.sort((a, b) => a.partition - b.partition) };
  } finally {
    await view.close();
  }
}

function wantedOf(
  view: ClusterView,
  topic: string,
  from: StartFrom,
  bounds: ReadonlyMap<number, OffsetBounds>,
): Promise<Map<number, bigint>> {
  switch (from.kind) {
    case 'BEGINNING':
      return Promise.resolve(new Map([...bounds].map(([partition, { low }]) => [partition, low])));
    case 'OFFSET':
      return Promise.resolve(new Map([...bounds.keys()].map((partition) => [partition, from.offset])));
    case 'TIME':
      return view.offsetsAt(topic, from.ms);
  }
}

const clamp = (offset: bigint, low: bigint, high: bigint): bigint =>
  offset < low ? low : offset > high ? high : offset;

import { CutBatches } from './cut-batches.js';
import { DecodedRoom } from './decoded-room.js';
import { EarlyBatches } from './early-batches.js';
import { readRecordSet } from './record-set.js';

import type { FetchedMessage } from './fetched-message.js';
import { FieldReader } from './field-reader.js';

/** The versions of the answer that hold batches, as far as kafkajs asks for them. */
export const FETCH_VERSIONS = [4, 5, 6, 7, 8, 9, 10, 11] as const;
export type FetchVersion = (typeof FETCH_VERSIONS)[number];

interface FetchedPartition {
  readonly partition: number;
  readonly errorCode: number;
  readonly highWatermark: string;
  readonly lastStableOffset: string;
  /** Always empty: what was aborted has been left out. */
  readonly abortedTransactions: readonly never[];
  readonly preferredReadReplica?: number;
  readonly messages: FetchedMessage[];
}

/** What kafkajs makes of an answer to a fetch, with the records read by us. */
export interface FetchResponse {
  readonly throttleTime: number;
  readonly clientSideThrottleTime?: number;
  readonly errorCode?: number;
  readonly sessionId?: number;
  readonly responses: readonly { readonly topicName: string; readonly partitions: readonly FetchedPartition[] }[];
}

/** Of all consumers of this process: the same partition is cut off for all of them alike. */
const cutBatches = new CutBatches();
const earlyBatches = new EarlyBatches();

export async function decodeFetchResponse(version: FetchVersion, rawData: Buffer): Promise<FetchResponse> {
  const fields = new FieldReader(rawData);
  const throttleTime = fields.int32();
  const session = version >= 7 ? { errorCode: fields.int16(), sessionId: fields.int32() } : {};
  const responses: { topicName: string; partitions: FetchedPartition[] }[] = [];
  const room = new DecodedRoom();
  let anyBytes = false;
  for (let topics = fields.count(); topics > 0; topics -= 1) {
    const topicName = fields.string();
    const partitions: FetchedPartition[] = [];
    for (let left = fields.count(); left > 0; left -= 1) {
      const head = partitionHead(version, fields);
      const { aborted, ...rest } = head;
      const bytes = fields.bytes();
      const name = `${topicName}/${head.partition}`;
      const firstIsWhole = !anyBytes && cutBatches.mustBeWhole(name, bytes);
      anyBytes ||= bytes.length > 0;
      const highWatermark = BigInt(head.highWatermark);
      const messages = await readRecordSet({
        bytes,
        highWatermark,
        aborted,
        firstIsWhole,
        isWrongAhead: (offset) => earlyBatches.isWrong(name, offset),
        room,
      });
      partitions.push({ ...rest, abortedTransactions: [], messages });
    }
    responses.push({ topicName, partitions });
  }
  // From version 8 on it is for the client to hold back; before, the broker has done so already.
  return version >= 8
    ? { throttleTime: 0, clientSideThrottleTime: throttleTime, ...session, responses }
    : { throttleTime, ...session, responses };
}

function partitionHead(version: FetchVersion, fields: FieldReader) {
  const partition = fields.int32();
  const errorCode = fields.int16();
  const highWatermark = fields.int64().toString();
  const lastStableOffset = fields.int64().toString();
  if (version >= 5) fields.int64(); // where the log begins
  const aborted = Array.from({ length: fields.count() }, () => ({
    producerId: fields.int64(),
    firstOffset: fields.int64(),
  }));
  const preferred = version >= 11 ? { preferredReadReplica: fields.int32() } : {};
  return { partition, errorCode, highWatermark, lastStableOffset, aborted, ...preferred };
}

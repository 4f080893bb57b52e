import { readFileSync } from 'node:fs';
import { KafkaFault, readBackwards, type Cluster } from '#kafka';
import type { NoteVerifier } from '#proof';
import { laterHead, readOwnHead, type OutsideHead } from './continuity.js';

/** Where heads of the log stand outside of the database. */
export interface Outside {
  readonly cluster: Cluster;
  /** The topic of checkpoints. */
  readonly topic: string;
  /** The file that holds the latest; `undefined`: none. */
  readonly file: string | undefined;
}

/** Heads of other logs may stand behind ours on a topic that several write to. */
const RECORDS_MAX = 500;

/** What stands outside, as far as it can be read. */
export interface Found {
  /** The head of ours that says most; `null`: there is none. */
  readonly head: OutsideHead | null;
  /** Why the topic can't be read, where we are not allowed to; `null`: it was. */
  readonly denied: string | null;
}

/** @throws KafkaFault where Kafka can't be asked */
export async function latestOutside({ cluster, topic, file }: Outside, keys: readonly NoteVerifier[]): Promise<Found> {
  if (keys.length === 0) return { head: null, denied: null };
  const inFile = headIn(file, keys);
  try {
    const onTopic = await readBackwards({ ...cluster, topic, recordsMax: RECORDS_MAX }, ({ value, timestampMs }) =>
      readOwnHead(value?.toString('utf8') ?? '', keys, timestampMs ?? null),
    );
    return { head: [inFile, ...(onTopic ?? [])].reduce(laterHead, null), denied: null };
  } catch (error) {
    // An installation whose rights are older than this goes on as before, and is told.
    if (error instanceof KafkaFault && error.kind === 'ACL') return { head: inFile, denied: error.message };
    throw error;
  }
}

/** A file that isn't there yet, or can't be read, says nothing. */
function headIn(file: string | undefined, keys: readonly NoteVerifier[]): OutsideHead | null {
  if (file === undefined) return null;
  try {
    return readOwnHead(readFileSync(file, 'utf8'), keys, null);
  } catch {
    return null;
  }
}

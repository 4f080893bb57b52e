import { canonicalJson } from '#domain';
import { readOrigin } from '#proof';
import type { Sql } from '#store';
import { MS } from './log-blocks.js';
import { fingerprint } from './fingerprints.js';

const POSITIONS = 65_536;

type Ends = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A restore of the database that is on record. */
interface RestoreOnRecord {
  readonly epoch: number;
  readonly origin: string | null;
  readonly restoredAt: number;
  readonly size: number;
  readonly outside: string | null;
  readonly firstBlock: number;
  readonly sent: Ends;
  readonly openedAt: number | null;
}

/** Where a message stands, and what its id says of its place in the order of recording. */
interface Sent {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** `null` of a rejection. */
  readonly position: number | null;
}

/** Restores that are on record, and so what of the outside may be more than the log holds. */
export class Restores {
  private constructor(
    /** By epoch. */
    readonly all: readonly RestoreOnRecord[],
    /** By position, the message that said the same before. */
    readonly settled: ReadonlyMap<number, string>,
  ) {}

  static readonly NONE = new Restores([], new Map());

  static async read(sql: Sql): Promise<Restores> {
    const all = await sql.query<RestoreOnRecord>(
      `SELECT epoch, origin, ${MS('restored_at')} AS "restoredAt", size, outside, first_block AS "firstBlock", sent,
              ${MS('opened_at')} AS "openedAt" FROM restore ORDER BY epoch`,
    );
    const settled = await sql.query<{ position: number; id: string }>(
      'SELECT position, message_id AS id FROM settled_before',
    );
    return new Restores(all, new Map(settled.map(({ position, id }) => [position, id])));
  }

  /** The epoch that the log is in. */
  get epoch(): number {
    return this.all.at(-1)?.epoch ?? 1;
  }

  /** Every name under which a key may have signed. */
  get epochs(): readonly number[] {
    return Array.from({ length: this.epoch }, (_, i) => i + 1);
  }

  /** The name under which a head of so many leaves is signed; `undefined` where that is not on record. */
  originOf(size: number): string | undefined {
    return this.all.findLast((restore) => restore.size < size)?.origin ?? undefined;
  }

  /** The restore by which a head was lost; `undefined` where the log is to hold it. */
  lostHead({ origin, size }: { readonly origin: string; readonly size: number }): RestoreOnRecord | undefined {
    const { epoch } = readOrigin(origin);
    return this.all.find((restore) => restore.epoch > epoch && restore.size < size && sizeIn(restore.outside) >= size);
  }

  /** The restore by which a message lost what it was sent for. */
  lostMessage({ topic, partition, offset, position }: Sent): RestoreOnRecord | undefined {
    return this.all.find(
      ({ sent, firstBlock }) =>
        offset < (sent[topic]?.[partition] ?? 0) && (position === null || position < firstBlock * POSITIONS),
    );
  }
}

/** By the note that was found outside at the restore; 0 where none was. */
const sizeIn = (note: string | null): number => Number(note?.split('\n')[1] ?? 0);

/** Names a restore as people know it. */
export const nameOf = ({ epoch, restoredAt }: Pick<RestoreOnRecord, 'epoch' | 'restoredAt'>): string =>
  `the restore of ${new Date(restoredAt).toISOString()}, on record as epoch ${epoch}`;

const OF_THE_MOMENT = ['detectedAt', 'previousVerdict', 'cause', 'note'];

/** Stands for what a message says of an alert, whenever and however that was found. */
export const printOfState = (data: object): bigint =>
  fingerprint(
    canonicalJson(Object.fromEntries(Object.entries(data).filter(([name]) => !OF_THE_MOMENT.includes(name)))),
  );

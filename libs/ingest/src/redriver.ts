import type { DataSource } from 'typeorm';
import type { Policy } from '#domain';
import { recordOutcome, rejectedValue, waitingRejections, type RedriveOutcome, type StoredRejection } from '#log';
import { withSession } from '#store';
import { ClientCache } from '#judging';
import { Ingestor, type IngestLog, outOfBatch, TAKEN_UP_AGAIN } from './ingestor.js';
import type { RawRecord } from './raw-record.js';
import { readHeaders } from '#log/codec';

/** Messages of a batch that one transaction takes up. */
const BATCH_MAX = 1_000;

/** What came of taking a rejection up again. */
export interface Redriven {
  readonly rejectionId: string;
  readonly outcome: RedriveOutcome;
  /** Why it is still refused, or what came of the messages of a batch. */
  readonly message: string | null;
}

/** Reads a batch that was kept as it came. @returns its messages, or why they still can't be had */
export type ReadBatch = (
  place: { readonly topic: string; readonly partition: number; readonly offset: bigint },
  batch: Buffer,
) => Promise<readonly RawRecord[] | string>;

interface Options {
  readonly dataSource: DataSource;
  readonly policy: Policy;
  readonly log: IngestLog;
  readonly readBatch: ReadBatch;
}

/**
 * Takes rejections up again, one by one in the order in which they came. One that is taken now stands in the log at its
 * new place in the order of recording.
 */
export class Redriver {
  private readonly ingestor: Ingestor;

  constructor(private readonly options: Options) {
    this.ingestor = new Ingestor({ ...options, cache: new ClientCache(1_000), chain: () => 'redrive' });
  }

  async *redrive(which: { ids?: readonly string[]; reason?: string }): AsyncGenerator<Redriven> {
    const { dataSource } = this.options;
    const waiting = await withSession(dataSource, (session) => waitingRejections(session.sql, which));
    for (const r of waiting) {
      const value = await withSession(dataSource, (session) => rejectedValue(session.sql, r.rejectionId));
      const { outcome, message } = r.lastOffset === null ? await this.one(r, value) : await this.batch(r, value);
      const { rejectionId, attempts } = r;
      await withSession(dataSource, (session) =>
        session.transaction((tx) => recordOutcome(tx, { rejectionId, attempt: attempts + 1, outcome, message })),
      );
      yield { rejectionId, outcome, message };
    }
  }

  private async one(r: StoredRejection, value: Buffer | null): Promise<Pick<Redriven, 'outcome' | 'message'>> {
    const raw = { ...r, value, offset: BigInt(r.kafkaOffset), headers: readHeaders(r.headers) };
    const report = await this.ingestor.ingest([raw], TAKEN_UP_AGAIN);
    const outcome = report.accepted > 0 ? 'ACCEPTED' : report.duplicates > 0 ? 'DUPLICATE' : 'REJECTED';
    return { outcome, message: outcome === 'REJECTED' ? `still ${Object.keys(report.rejected).join(', ')}` : null };
  }

  /** A batch is settled when it can be read; those of its messages that can't be taken are rejections of their own then. */
  private async batch(r: StoredRejection, value: Buffer | null): Promise<Pick<Redriven, 'outcome' | 'message'>> {
    const place = { topic: r.topic, partition: r.partition, offset: BigInt(r.kafkaOffset) };
    const read = value === null ? 'its bytes were not to be had' : await this.options.readBatch(place, value);
    if (typeof read === 'string') return { outcome: 'REJECTED', message: `still UNREADABLE_BATCH: ${read}` };
    const counts = { accepted: 0, duplicates: 0, rejected: 0 };
    for (let i = 0; i < read.length; i += BATCH_MAX) {
      const report = await this.ingestor.ingest(read.slice(i, i + BATCH_MAX), outOfBatch(place.offset));
      counts.accepted += report.accepted;
      counts.duplicates += report.duplicates;
      counts.rejected += Object.values(report.rejected).reduce((sum, n) => sum + n, 0);
    }
    const message = `of ${read.length} messages ${counts.accepted} are taken, ${counts.duplicates} are duplicates, ${counts.rejected} are rejected themselves`;
    return { outcome: counts.accepted + counts.rejected > 0 ? 'ACCEPTED' : 'DUPLICATE', message };
  }

  close(): Promise<void> {
    return this.ingestor.close();
  }
}

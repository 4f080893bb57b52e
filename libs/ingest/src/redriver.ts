import type { DataSource } from 'typeorm';
import type { Policy } from '#domain';
import { recordOutcome, waitingRejections, withSession, type RedriveOutcome } from '#store';
import { ClientCache } from './client-cache.js';
import { Ingestor, type IngestLog } from './ingestor.js';
import { readHeaders } from './raw-message.js';

/** What came of taking a rejection up again. */
export interface Redriven {
  readonly rejectionId: string;
  readonly outcome: RedriveOutcome;
  /** Why it is still refused. */
  readonly message: string | null;
}

interface Options {
  readonly dataSource: DataSource;
  readonly policy: Policy;
  readonly log: IngestLog;
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
      const raw = { ...r, offset: BigInt(r.kafkaOffset), headers: readHeaders(r.headers) };
      const report = await this.ingestor.ingest([raw], false);
      const outcome = report.accepted > 0 ? 'ACCEPTED' : report.duplicates > 0 ? 'DUPLICATE' : 'REJECTED';
      const message = outcome === 'REJECTED' ? `still ${Object.keys(report.rejected).join(', ')}` : null;
      const { rejectionId, attempts } = r;
      await withSession(dataSource, (session) =>
        session.transaction((tx) => recordOutcome(tx, { rejectionId, attempt: attempts + 1, outcome, message })),
      );
      yield { rejectionId, outcome, message };
    }
  }

  close(): Promise<void> {
    return this.ingestor.close();
  }
}

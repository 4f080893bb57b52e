import type { DataSource } from 'typeorm';
import type { Policy } from '#domain';
import { ClientCache } from '#judging';
import { Ingestor, READ_NOW, type IngestReport } from '#ingest';
import type { RecordBatch } from '#kafka';
import type { Log } from '#runtime';
import type { MonitorMetrics } from './monitor-metrics.js';
import type { WriterChains } from './writer-chains.js';

/** Clients kept in memory by each lane: at some 2 kB each, well within 200 MB. */
const CLIENTS_CACHED = 50_000;

interface Options {
  readonly dataSource: DataSource;
  readonly policy: Policy;
  readonly log: Log;
  readonly metrics: MonitorMetrics;
  readonly chains: WriterChains;
  /** Called after a commit with which readers find something new. */
  readonly onRecorded: () => void;
}

/** One ingestor, with one connection and one chain of the log, for each lane of the transport. */
export class Lanes {
  private readonly ingestors = new Map<number, Ingestor>();

  constructor(private readonly options: Options) {}

  async take({ lane, records, confirmed }: RecordBatch): Promise<IngestReport> {
    const { metrics, log, onRecorded } = this.options;
    const startedAt = performance.now();
    const report = await this.ingestor(lane).ingest(records, READ_NOW, confirmed);
    const seconds = (performance.now() - startedAt) / 1000;
    if (Object.keys({ ...report.alertChanges, ...report.rejected }).length > 0) onRecorded();
    metrics.batch(records.length, seconds, report);
    log.debug({ lane, records: records.length, seconds, ...report }, 'batch committed');
    return report;
  }

  ingestor(lane: number): Ingestor {
    const known = this.ingestors.get(lane);
    if (known !== undefined) return known;
    const { dataSource, policy, log, chains } = this.options;
    const cache = new ClientCache(CLIENTS_CACHED);
    const made = new Ingestor({ dataSource, policy, cache, chain: () => chains.of(lane), log });
    this.ingestors.set(lane, made);
    return made;
  }

  async close(): Promise<void> {
    for (const ingestor of this.ingestors.values()) await ingestor.close();
  }
}

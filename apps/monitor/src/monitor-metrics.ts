import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { IngestReport } from '#ingest';
import type { ConsumptionStatus } from '#kafka';

/** What the monitor tells of its work, in Prometheus's terms. */
export class MonitorMetrics {
  private readonly events: Counter<'outcome'>;
  private readonly verdicts: Counter<'verdict'>;
  private readonly rejections: Counter<'reason'>;
  private readonly alertChanges: Counter<'kind'>;
  private readonly batchSize: Histogram;
  private readonly batchSeconds: Histogram;
  readonly fanOutClients: Counter;

  constructor(
    registry: Registry,
    consumption: () => ConsumptionStatus,
    unfinishedFanOuts: () => Promise<number>,
    openGaps: () => Promise<readonly { topic: string; partition: number; offsets: number }[]>,
  ) {
    const registers = [registry];
    this.events = new Counter({
      name: 'scopewatch_events_total',
      help: 'Messages by what became of them.',
      labelNames: ['outcome'],
      registers,
    });
    this.verdicts = new Counter({
      name: 'scopewatch_verdicts_total',
      help: 'Verdicts on new acts, by code.',
      labelNames: ['verdict'],
      registers,
    });
    this.rejections = new Counter({
      name: 'scopewatch_rejections_total',
      help: 'Messages that could not be taken, by reason.',
      labelNames: ['reason'],
      registers,
    });
    this.alertChanges = new Counter({
      name: 'scopewatch_alert_changes_total',
      help: 'Changes of alerts, by kind.',
      labelNames: ['kind'],
      registers,
    });
    this.batchSize = new Histogram({
      name: 'scopewatch_batch_events',
      help: 'Messages in one transaction.',
      buckets: [1, 10, 100, 500, 1000, 2000, 5000, 10000],
      registers,
    });
    this.batchSeconds = new Histogram({
      name: 'scopewatch_batch_duration_seconds',
      help: 'From a batch being handed over to its commit.',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
    this.fanOutClients = new Counter({
      name: 'scopewatch_fan_out_clients_total',
      help: 'Clients judged again because of what all clients share.',
      registers,
    });
    new Gauge({
      name: 'scopewatch_fan_outs_unfinished',
      help: 'Changes of shared facts whose clients are still to be judged again.',
      registers,
      async collect() {
        this.set(await unfinishedFanOuts());
      },
    });
    new Gauge({
      name: 'scopewatch_topic_stopped',
      help: '1 for a topic that is not read any more, by the reason; all others are read on.',
      labelNames: ['topic', 'reason'],
      registers,
      collect() {
        this.reset();
        for (const { topic, state, stop } of consumption().topics) {
          if (state === 'STOPPED') this.set({ topic, reason: stop?.reason ?? 'UNKNOWN' }, 1);
        }
      },
    });
    new Gauge({
      name: 'scopewatch_offset_gap_offsets',
      help: 'Offsets that were never read, and that nobody has accepted as missing.',
      labelNames: ['topic', 'partition'],
      registers,
      async collect() {
        const gaps = await openGaps();
        this.reset();
        for (const { topic, partition, offsets } of gaps) this.set({ topic, partition: String(partition) }, offsets);
      },
    });
    new Gauge({
      name: 'scopewatch_kafka_reading_failures',
      help: 'Attempts at reading that failed in a row; 0 while messages are read.',
      registers,
      collect() {
        this.set(consumption().trouble?.attempts ?? 0);
      },
    });
    new Gauge({
      name: 'scopewatch_batch_failures',
      help: 'Attempts at the batch in hand that failed in a row, by lane.',
      labelNames: ['lane'],
      registers,
      collect() {
        this.reset();
        for (const { lane, failure } of consumption().lanes) this.set({ lane: String(lane) }, failure?.times ?? 0);
      },
    });
    new Gauge({
      name: 'scopewatch_kafka_lag',
      help: 'Messages between what is committed and the end of the partition.',
      labelNames: ['topic', 'partition'],
      registers,
      collect() {
        this.reset();
        for (const { topic, partition, lag } of consumption().partitions) {
          this.set({ topic, partition: String(partition) }, Number(lag));
        }
      },
    });
    new Gauge({
      name: 'scopewatch_kafka_handled_offset',
      help: 'Next offset to be handled.',
      labelNames: ['topic', 'partition'],
      registers,
      collect() {
        this.reset();
        for (const { topic, partition, handled } of consumption().partitions) {
          this.set({ topic, partition: String(partition) }, Number(handled));
        }
      },
    });
  }

  batch(size: number, seconds: number, report: IngestReport): void {
    this.batchSize.observe(size);
    this.batchSeconds.observe(seconds);
    this.events.inc({ outcome: 'accepted' }, report.accepted);
    this.events.inc({ outcome: 'duplicate' }, report.duplicates);
    this.events.inc({ outcome: 'already_handled' }, report.alreadyHandled);
    for (const [reason, n] of Object.entries(report.rejected)) {
      this.events.inc({ outcome: 'rejected' }, n);
      this.rejections.inc({ reason }, n);
    }
    for (const [verdict, n] of Object.entries(report.verdicts)) this.verdicts.inc({ verdict }, n);
    for (const [kind, n] of Object.entries(report.alertChanges)) this.alertChanges.inc({ kind }, n);
  }
}

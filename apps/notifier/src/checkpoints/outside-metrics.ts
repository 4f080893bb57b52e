import { Counter, Gauge, type Registry } from 'prom-client';

/** What witnesses and the time-stamping authority do, in Prometheus's terms. */
export class OutsideMetrics {
  readonly answers: Counter<'witness' | 'outcome'>;
  readonly inconsistent: Gauge<'witness'>;
  readonly cosignedSize: Gauge<'witness'>;
  readonly stamps: Counter<'outcome'>;
  readonly stampedAt: Gauge;

  constructor(registry: Registry) {
    const registers = [registry];
    this.answers = new Counter({
      name: 'scopewatch_witness_answers_total',
      help: 'What witnesses made of heads of the log, by outcome.',
      labelNames: ['witness', 'outcome'],
      registers,
    });
    this.inconsistent = new Gauge({
      name: 'scopewatch_witness_inconsistent',
      help: '1 while a witness says that the log does not continue what it has seen of it.',
      labelNames: ['witness'],
      registers,
    });
    this.cosignedSize = new Gauge({
      name: 'scopewatch_witness_cosigned_leaves',
      help: 'Leaves of the largest head that a witness has signed.',
      labelNames: ['witness'],
      registers,
    });
    this.stamps = new Counter({
      name: 'scopewatch_time_stamps_total',
      help: 'Time stamps that were asked for, by outcome.',
      labelNames: ['outcome'],
      registers,
    });
    this.stampedAt = new Gauge({
      name: 'scopewatch_time_stamp_timestamp_seconds',
      help: 'When the latest time stamp was had.',
      registers,
    });
  }
}

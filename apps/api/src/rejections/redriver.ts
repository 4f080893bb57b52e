import type { DataSource } from 'typeorm';
import { Redriver as IngestRedriver, type Redriven } from '#ingest';
import { readKept } from '#kafka';
import type { Log } from '#runtime';
import { Database } from '../database.js';
import { Rules } from '../rules.js';

/** Takes rejections up again, one at a time: they are numbered in one chain of the log. */
export class Redriver {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly database: Database,
    private readonly rules: Rules,
    private readonly log: Log,
    private readonly onRecorded: () => void,
  ) {}

  /** @returns `null` where no such rejection waits */
  redrive(rejectionId: string): Promise<Redriven | null> {
    const next = this.last.catch(() => undefined).then(() => this.once(rejectionId));
    this.last = next;
    return next;
  }

  private async once(rejectionId: string): Promise<Redriven | null> {
    const policy = await this.database.read((sql) => this.rules.current(sql));
    const { dataSource, log } = this;
    const redriver = new IngestRedriver({ dataSource, policy, log, readBatch: readKept });
    try {
      for await (const redriven of redriver.redrive({ ids: [rejectionId] })) {
        this.onRecorded();
        return redriven;
      }
      return null;
    } finally {
      await redriver.close();
    }
  }
}

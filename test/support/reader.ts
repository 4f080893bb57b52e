import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient, Body } from './api-client';

const EVERY_MS = 100;
const PAGE = 200;

/** What is looked at in each answer: ids that must be there always, and ids that must be there together or not at all. */
export interface Looked {
  readonly path: string;
  readonly always: readonly string[];
  readonly together: readonly string[];
  readonly idOf: (item: Body) => unknown;
}

/** Asks for lists again and again, and notes every answer that is not as it must be. */
export class Reader {
  /** Whatever was wrong, in words. */
  readonly faults: string[] = [];
  /** Which of the ids that belong together were seen, all or none, in the order of the changes. */
  readonly seen = new Map<string, ('all' | 'none')[]>();
  answers = 0;
  private reading = true;
  private readonly done: Promise<unknown>;

  constructor(
    private readonly client: ApiClient,
    lists: readonly Looked[],
  ) {
    this.done = Promise.all(lists.map((list) => this.read(list)));
  }

  async stop(): Promise<void> {
    this.reading = false;
    await this.done;
  }

  private async read(list: Looked): Promise<void> {
    while (this.reading) {
      // An api that was killed answers nobody; one that answers must answer right.
      const answer = await this.client.get(list.path).catch(() => undefined);
      if (answer !== undefined) this.look(list, answer);
      await sleep(EVERY_MS);
    }
  }

  private look(
    { path, always, together, idOf }: Looked,
    { status, body }: { readonly status: number; readonly body: Body },
  ): void {
    this.answers += 1;
    const items = body.items;
    if (status !== 200 || items === undefined) {
      this.faults.push(`${path}: ${status} ${JSON.stringify(body)}`);
      return;
    }
    if (items.length >= PAGE) this.faults.push(`${path}: more than one page`);
    const ids = new Set(items.map(idOf));
    if (ids.size < items.length) this.faults.push(`${path}: something stands twice`);
    const missing = always.filter((id) => !ids.has(id));
    if (missing.length > 0) this.faults.push(`${path}: without ${missing.join(', ')}`);
    const there = together.filter((id) => ids.has(id)).length;
    if (there > 0 && there < together.length) this.faults.push(`${path}: ${there} of ${together.length}`);
    const seen = this.seen.get(path) ?? [];
    const now = there === 0 ? 'none' : 'all';
    if (seen.at(-1) !== now) this.seen.set(path, [...seen, now]);
  }
}

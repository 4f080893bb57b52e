import type { ClientState } from '#domain';
import type { ClientRow } from '#store';
import { readState, StateText } from './state-text.js';

/** A client's projection in memory, as of one version of its row. */
export interface CachedClient {
  readonly version: number;
  readonly sharedPosition: number;
  readonly state: ClientState;
  readonly text: StateText;
}

/** The clients met last. What it holds may be stale: the version says so when it is written. */
export class ClientCache {
  private readonly clients = new Map<string, CachedClient>();

  constructor(private readonly limit: number) {}

  get(clientId: string): CachedClient | undefined {
    const found = this.clients.get(clientId);
    if (found !== undefined) {
      // Map keeps the order of insertion, so the first key is the one used longest ago.
      this.clients.delete(clientId);
      this.clients.set(clientId, found);
    }
    return found;
  }

  set(clientId: string, client: CachedClient): void {
    this.clients.delete(clientId);
    this.clients.set(clientId, client);
    if (this.clients.size > this.limit) {
      const [oldest] = this.clients.keys();
      if (oldest !== undefined) this.clients.delete(oldest);
    }
  }

  forget(clientIds: Iterable<string>): void {
    for (const clientId of clientIds) this.clients.delete(clientId);
  }
}

export function fromRow(row: ClientRow): CachedClient {
  const state = readState(row);
  return { version: row.version, sharedPosition: row.sharedPosition, state, text: StateText.of(state) };
}

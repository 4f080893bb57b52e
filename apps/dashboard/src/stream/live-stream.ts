import type { AlertChange } from '../api/types';

export type StreamState = 'connecting' | 'live' | 'reconnecting';
export interface StreamStatus {
  readonly state: StreamState;
  /** When something last came, a heartbeat too. */
  readonly heardAt: number | null;
}

const SILENCE_MS_MAX = 45_000;
const RETRY_MS = 3_000;

/**
 * The server's stream of changes. The browser itself reconnects and says where it was; only a connection that it gave
 * up, or that fell silent, is opened anew here.
 */
export class LiveStream {
  private source: EventSource | null = null;
  private openedAt = 0;
  private status: StreamStatus = { state: 'connecting', heardAt: null };
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly watchers = new Set<() => void>();
  private readonly listeners = new Set<(change: AlertChange) => void>();
  private readonly gaps = new Set<() => void>();

  constructor(private readonly url: string) {}

  start(): void {
    this.open();
    this.timer = setInterval(() => this.check(), RETRY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.source?.close();
    this.source = null;
  }

  readonly current = (): StreamStatus => this.status;
  readonly watch = (watcher: () => void) => added(this.watchers, watcher);
  readonly onChange = (listener: (change: AlertChange) => void) => added(this.listeners, listener);
  /** Told when changes may have been missed. */
  readonly onGap = (listener: () => void) => added(this.gaps, listener);

  /** Something else than the stream knows that changes are missing from what is shown. */
  missed(): void {
    for (const tell of this.gaps) tell();
  }

  private open(): void {
    this.source?.close();
    const source = new EventSource(this.url);
    this.source = source;
    this.openedAt = Date.now();
    source.onopen = () => {
      const missed = this.status.state === 'reconnecting';
      this.set('live');
      if (missed) this.missed();
    };
    source.onerror = () => this.set('reconnecting');
    source.addEventListener('heartbeat', () => this.set('live'));
    source.addEventListener('alert', (event) => {
      this.set('live');
      const change = JSON.parse(String(event.data)) as AlertChange;
      for (const tell of this.listeners) tell(change);
    });
  }

  private check(): void {
    const { heardAt } = this.status;
    // An attempt gets as long as a connection that has gone silent: a slow server is not dropped while it answers.
    const silent = heardAt !== null && Date.now() - Math.max(heardAt, this.openedAt) > SILENCE_MS_MAX;
    if (!silent && this.source?.readyState !== EventSource.CLOSED) return;
    this.set('reconnecting');
    this.open();
  }

  private set(state: StreamState): void {
    this.status = { state, heardAt: state === 'live' ? Date.now() : this.status.heardAt };
    if (state === 'reconnecting' && this.source?.readyState === EventSource.CLOSED) {
      this.status = { state, heardAt: null };
    }
    for (const tell of this.watchers) tell();
  }
}

function added<T>(set: Set<T>, one: T): () => void {
  set.add(one);
  return () => void set.delete(one);
}

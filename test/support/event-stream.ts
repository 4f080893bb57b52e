import type { ApiClient } from './api-client';
import { until } from './until';

/** One server-sent event, as a browser would see it. */
export interface ServerSent {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A reader of the stream, which remembers where it is as a browser does. */
export class EventStream {
  readonly events: ServerSent[] = [];
  /** Of the last event that had one. */
  lastId: string;
  ended = false;
  private readonly cut = new AbortController();
  private reading: Promise<void> = Promise.resolve();

  private constructor(lastId: string) {
    this.lastId = lastId;
  }

  /** @param lastId where it left off; empty: from now on. @returns once the stream has said where it is */
  static async open(client: ApiClient, lastId = ''): Promise<EventStream> {
    const stream = new EventStream(lastId);
    const answer = await fetch(`${client.url}/v1/stream`, {
      headers: { ...client.headers, ...(lastId === '' ? {} : { 'Last-Event-ID': lastId }) },
      signal: stream.cut.signal,
    });
    if (answer.status !== 200 || answer.body === null) throw new Error(`The stream answered ${answer.status}.`);
    const noteEnd = (): void => void (stream.ended = true);
    // Broken off is an end too.
    stream.reading = stream.read(answer.body).then(noteEnd, noteEnd);
    await until('the stream says where it is', () => Promise.resolve(stream.lastId !== ''));
    return stream;
  }

  /** Changes of alerts so far, as `change alertId`. */
  get changes(): string[] {
    return this.events
      .filter(({ event }) => event === 'alert')
      .map(({ data }) => `${String(data['change'])} ${String(data['clientId'])}`);
  }

  /** Breaks the connection off, and keeps what was read. */
  async close(): Promise<this> {
    this.cut.abort();
    await this.reading;
    return this;
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of body) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) this.take(block);
    }
  }

  private take(block: string): void {
    const fields = new Map<string, string>();
    for (const line of block.split('\n')) {
      const [, name = '', value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
      if (name !== '') fields.set(name, value);
    }
    // A browser takes over the id together with the event that it stands on, and only then.
    this.lastId = fields.get('id') ?? this.lastId;
    const data = fields.get('data');
    if (data === undefined) return;
    this.events.push({ event: fields.get('event') ?? 'message', data: JSON.parse(data) as ServerSent['data'] });
  }
}

import { once } from 'node:events';
import type { Response } from 'express';

/** Whoever takes nothing for so long is let go: what the lines are read from is held open for them. */
const PATIENCE_MS = 30_000;

/** An answer told line by line (NDJSON), no faster than it is taken. */
export class Lines {
  private readonly gone = new AbortController();
  /** Aborted once nobody reads any more. */
  readonly signal: AbortSignal = this.gone.signal;

  constructor(private readonly response: Response) {
    response.once('close', () => this.gone.abort());
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson', 'X-Accel-Buffering': 'no' });
  }

  /** For the few lines that are told from where nothing can be waited for. */
  note(line: object): void {
    this.response.write(`${JSON.stringify(line)}\n`);
  }

  /** @throws where nobody reads any more */
  async tell(line: object): Promise<void> {
    this.signal.throwIfAborted();
    if (this.response.write(`${JSON.stringify(line)}\n`)) return;
    const signal = AbortSignal.any([this.signal, AbortSignal.timeout(PATIENCE_MS)]);
    await once(this.response, 'drain', { signal });
  }

  end(): void {
    this.response.end();
  }
}

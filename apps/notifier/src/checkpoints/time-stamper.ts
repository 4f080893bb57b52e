import { addTimeStamp, bestHead, latestHead, latestTimeStamp, type SignedHead } from '#log';
import { readCheckpoint } from '#proof';
import { checkTimeStamp, TIME_STAMP_BYTES_MAX, TimeStampError, timeStampRequest } from '#proof/timestamp';
import type { Check, OutsideConfig } from '#runtime';
import { LeaderLoop, type LeaderParts, type Round, type Term } from '#store';
import { callOut, Unanswered } from '../http/call-out.js';
import type { OutsideMetrics } from './outside-metrics.js';

const TIMEOUT_MS = 15_000;
const REST_MS = 1_000;
const BACKOFF_MS = { first: 2_000, max: 300_000 };
const GRANTED = 200;

export type AuthorityConfig = NonNullable<OutsideConfig['authority']>;

/**
 * Has a time-stamping authority say when a head was there, at most every so many minutes and only where there is a newer
 * one, and keeps what it answers once that has been checked. Heads are signed whether or not it answers.
 */
export class TimeStamper extends LeaderLoop {
  private problem: string | undefined;
  private failures = 0;
  /** Monotonic, in ms. */
  private notBefore = 0;

  constructor(
    parts: LeaderParts,
    private readonly metrics: OutsideMetrics,
    private readonly authority: AuthorityConfig,
  ) {
    super(parts, 'time-stamps', 'no time stamps for now; heads are signed without them');
  }

  check(): Check {
    const name = 'time stamps';
    if (this.problem === undefined) return { name, ok: true, detail: this.state };
    return { name, ok: false, optional: true, detail: this.problem };
  }

  protected begin({ session, signal }: Term): Round {
    return async () => {
      if (performance.now() < this.notBefore) return REST_MS;
      const head = await this.next(session.sql);
      if (head === undefined) return REST_MS;
      try {
        const stamped = await this.stamp(head, signal);
        await session.transaction((tx) => addTimeStamp(tx, head.size, stamped));
        this.metrics.stamps.inc({ outcome: 'KEPT' });
        if (this.problem !== undefined) this.parts.log.info({ size: head.size }, 'time stamps are had again');
        [this.problem, this.failures] = [undefined, 0];
      } catch (error) {
        if (!(error instanceof Unanswered || error instanceof TimeStampError) || signal.aborted) throw error;
        this.failedToStamp(error);
      }
      return REST_MS;
    };
  }

  /** The head to be stamped; `undefined` where there is none yet. */
  private async next(sql: Term['session']['sql']): Promise<SignedHead | undefined> {
    const last = await latestTimeStamp(sql);
    if (last !== undefined) this.metrics.stampedAt.set((Date.now() - last.ageMs) / 1_000);
    if (last !== undefined && last.ageMs < this.authority.minutes * 60_000) return undefined;
    const size = last?.size ?? 0;
    // One that a witness has seen says more; where none has, the latest.
    const head = (await bestHead(sql, size + 1)) ?? (await latestHead(sql));
    return head === undefined || head.size <= size ? undefined : head;
  }

  private async stamp({ note }: SignedHead, signal: AbortSignal): Promise<Buffer> {
    const { url, ca } = this.authority;
    const { text } = readCheckpoint(note).note;
    const { bytes, nonce } = timeStampRequest(text);
    const limits = { timeoutMs: TIMEOUT_MS, answerBytesMax: TIME_STAMP_BYTES_MAX, signal };
    const { status, body } = await callOut({ url, type: 'application/timestamp-query', body: bytes, ...limits });
    if (status !== GRANTED) throw new Unanswered(`it answers ${status}`);
    checkTimeStamp(body, { text, nonce, authority: ca?.() });
    return body;
  }

  private failedToStamp(error: Unanswered | TimeStampError): void {
    const isAway = error instanceof Unanswered;
    const detail = isAway
      ? `the authority can't be asked: ${error.message}`
      : `what the authority answered is not kept: ${error.message}`;
    this.failures += 1;
    const delayMs = Math.min(BACKOFF_MS.max, BACKOFF_MS.first * 2 ** Math.min(this.failures - 1, 10));
    this.notBefore = performance.now() + delayMs;
    this.metrics.stamps.inc({ outcome: isAway ? 'AWAY' : 'REFUSED' });
    if (this.problem !== detail) this.parts.log.warn({ delayMs }, `no time stamp: ${detail}`);
    this.problem = detail;
  }
}

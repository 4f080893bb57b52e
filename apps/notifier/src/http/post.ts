import { request as plain, type IncomingMessage } from 'node:http';
import { request as secure } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { AllowedPrivate } from '#runtime';
import { failed, type Attempt } from '../delivery/attempt.js';
import { checkedLookup } from './checked-lookup.js';
import { failureOf } from './failure-of.js';

export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For all of it: finding the host, connecting, and the answer. */
  readonly timeoutMs: number;
  readonly allowPrivate: AllowedPrivate;
}

/** Of an answer no more is read, and a little of that is kept. */
const ANSWER_BYTES_MAX = 64 * 1024;
const KEPT_CHARS = 500;

/** Sends JSON to an address that somebody entered: to a checked address only, never where a redirect leads. */
export async function post(to: Post): Promise<Attempt> {
  const signal = AbortSignal.timeout(to.timeoutMs);
  try {
    const url = new URL(to.url);
    const lookup = await orAborted(checkedLookup(url.hostname, to.allowPrivate), signal);
    const answer = await send(url, to, lookup, signal);
    return attemptOf(answer, await firstOf(answer));
  } catch (error) {
    return signal.aborted ? failed('TIMEOUT', `no answer within ${to.timeoutMs / 1000} s`) : failureOf(error);
  }
}

function send(
  url: URL,
  { headers, body }: Post,
  lookup: LookupFunction,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? secure : plain;
    const bytes = Buffer.from(body);
    const all = { 'content-type': 'application/json', 'user-agent': 'scopewatch', ...headers };
    // An agent of its own: a connection kept from before could lead to another address than the one just checked.
    const options = {
      method: 'POST',
      agent: false,
      lookup,
      signal,
      headers: { ...all, 'content-length': bytes.length },
    };
    request(url, options).once('response', resolve).once('error', reject).end(bytes);
  });
}

/** The beginning of what is answered; the rest is not waited for. */
async function firstOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= ANSWER_BYTES_MAX) break;
  }
  return Buffer.concat(chunks).toString('utf8').slice(0, KEPT_CHARS);
}

function attemptOf(answer: IncomingMessage, text: string): Attempt {
  const status = answer.statusCode ?? 0;
  // A text column takes no NUL.
  const said = text.replaceAll('\0', '').trim();
  if (status >= 200 && status < 300) return { outcome: 'DELIVERED', status, detail: said === '' ? null : said };
  if (status >= 300 && status < 400) {
    return failed('REDIRECT', `redirects are not followed; this one leads to ${answer.headers.location ?? ''}`, status);
  }
  if (status === 410) return failed('GONE', said, status);
  const seconds = Number(answer.headers['retry-after'] ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) ? Math.max(0, seconds * 1000) : undefined;
  return { outcome: 'FAILED', reason: 'STATUS', status, detail: said, retryAfterMs };
}

/** Finding a host can't be told to stop, but nobody waits for it. */
const orAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('timed out')), { once: true });
    }),
  ]);

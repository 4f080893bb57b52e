import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What a reader who has not taken anything yet is ahead by: pages, each of some hundred kilobytes. */
const AHEAD_MAX = 1;

/**
 * An answer that may be long, told no faster than it is taken: what nobody has taken yet is not read from the database
 * either. Whoever goes away ends it.
 */
export async function writeSteadily(response: Writable, texts: AsyncIterable<string | Uint8Array>): Promise<void> {
  try {
    await pipeline(Readable.from(texts, { highWaterMark: AHEAD_MAX }), response);
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

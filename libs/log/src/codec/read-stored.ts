import { mediaOf, readAccepted, readAcceptedMessage } from '#contract';
import type { Recorded } from '#domain';
import type { ReadableMessage } from './event-record.js';
import { readHeaders } from './stored-headers.js';

/** An event read back from the log. @throws when the log holds what was no event: it must not */
export function readStored(stored: ReadableMessage): Recorded {
  const accepted = isStructured(stored.headers) ? readAccepted(stored.value) : null;
  if (accepted !== null) return Object.assign(accepted, { position: stored.position });
  const parsed = readAcceptedMessage({ key: null, value: stored.value, headers: readHeaders(stored.headers) });
  if (!parsed.ok) throw new Error(`The event at position ${stored.position} can't be read back: ${parsed.message}`);
  return Object.assign(parsed.event, { position: stored.position });
}

/** Whether the headers say so in the usual way. Nearly all of a log has the same ones. */
function isStructured(headers: string | null): boolean {
  if (headers === last.headers) return last.structured;
  const names = headers === null ? [] : Object.entries(readHeaders(headers));
  const [only] = names;
  const structured =
    only !== undefined &&
    names.length === 1 &&
    only[0] === 'content-type' &&
    mediaOf(only[1].toString()) === 'cloudevents-json';
  last = { headers, structured };
  return structured;
}

let last: { headers: string | null; structured: boolean } = { headers: null, structured: false };

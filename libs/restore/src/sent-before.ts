import { createHash } from 'node:crypto';
import { canonicalJson } from '#domain';
import {
  anythingSentBefore,
  dropSentBefore,
  lockSentBefore,
  sentBeforeOf,
  settleBefore,
  settledBefore,
  unsentOfSentBefore,
  type SentBefore,
  type Session,
  type Tx,
  type Unsent,
} from '#store';

/** What differs each time that the same is found, and what only says how it came to it. */
const OF_THE_MOMENT = ['detectedAt', 'previousVerdict', 'cause', 'note'];

/**
 * SHA-256 over what a message says of an alert: what is so from then on, by whom, and not when or how that came about. When
 * the same messages are judged again, in other batches, that is what comes out again.
 */
export function saysOfAlert(data: Readonly<Record<string, unknown>>): Buffer {
  const kept = Object.entries(data).filter(([field]) => !OF_THE_MOMENT.includes(field));
  return sha256(canonicalJson(Object.fromEntries(kept)));
}

/** Of a rejection the id says which message it is about. */
export const saysOfRejection = (reason: string, message: string): Buffer => sha256(canonicalJson([reason, message]));

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

const saysOf = (item: Unsent): Buffer =>
  item.kind === 'alert'
    ? saysOfAlert(JSON.parse(item.body) as Readonly<Record<string, unknown>>)
    : saysOfRejection(item.reason, item.message);

export interface Settled {
  readonly position: number;
  readonly epoch: number;
  readonly messageId: string;
}

/**
 * Meets what is to be sent with what was sent before, one after the other of each alert. What says the same as a message that
 * is left is settled by it, and whatever was sent before that one lies behind. From the first on that says something new
 * everything is sent again, so that the last message is what is so. Pure.
 * @param items in the order in which they would be sent
 * @param before by subject, in the order in which it was sent
 */
export function meetSent(
  items: readonly { readonly position: number; readonly subject: string; readonly says: Buffer }[],
  before: ReadonlyMap<string, readonly SentBefore[]>,
): { readonly settled: readonly Settled[]; readonly passed: readonly SentBefore[] } {
  const left = new Map(before);
  const settled: Settled[] = [];
  const passed: SentBefore[] = [];
  for (const { position, subject, says } of items) {
    const messages = left.get(subject) ?? [];
    if (messages.length === 0) continue;
    const at = messages.findIndex((message) => message.says.equals(says));
    const behind = at < 0 ? messages : messages.slice(0, at + 1);
    const met = at < 0 ? undefined : messages[at];
    if (met !== undefined) settled.push({ position, epoch: met.epoch, messageId: met.messageId });
    passed.push(...behind);
    left.set(subject, messages.slice(behind.length));
  }
  return { settled, passed };
}

const PAGE = 1_000;

/**
 * Takes out of the outbox what was sent before a restore in the same words.
 * @returns how many
 */
export async function settleSentBefore(tx: Tx): Promise<number> {
  if (!(await anythingSentBefore(tx))) return 0;
  await lockSentBefore(tx);
  let count = 0;
  for (let after = -1; ;) {
    const items = await unsentOfSentBefore(tx, after, PAGE);
    const last = items.at(-1);
    if (last === undefined) return count;
    const before = bySubject(await sentBeforeOf(tx, [...new Set(items.map(({ subject }) => subject))]));
    const { settled, passed } = meetSent(
      items.map((item) => ({ position: item.position, subject: item.subject, says: saysOf(item) })),
      before,
    );
    if (settled.length > 0) await settleBefore(tx, settled);
    if (passed.length > 0) await dropSentBefore(tx, passed);
    count += settled.length;
    after = last.position;
  }
}

/**
 * Of what was read out of the outbox, what is to be sent after a restore. Others settle the same items, and may have done so
 * since these were read: so it is asked of each once all of them are settled.
 */
export async function notSentBefore<I extends { readonly position: number }>(
  session: Session,
  items: readonly I[],
): Promise<I[]> {
  await session.transaction(settleSentBefore);
  const positions = items.map(({ position }) => position);
  const settled = await settledBefore(session.sql, positions);
  return items.filter(({ position }) => !settled.has(position));
}

function bySubject(messages: readonly SentBefore[]): Map<string, SentBefore[]> {
  const found = new Map<string, SentBefore[]>();
  for (const message of messages) {
    const known = found.get(message.subject);
    if (known === undefined) found.set(message.subject, [message]);
    else known.push(message);
  }
  return found;
}

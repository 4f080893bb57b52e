import { createHash } from 'node:crypto';

/**
 * The id of a notice, on every attempt and after every restart: `webhook-id`, and the core of a mail's `Message-ID`.
 * It follows from the receiver, the group and the number of the notice, so deciding again can only meet the same one.
 */
export const notificationIdOf = (receiverId: string, groupKey: string, sequence: number): string =>
  `msg_${createHash('sha256')
    .update(JSON.stringify([receiverId, groupKey, sequence]))
    .digest('hex')
    .slice(0, 32)}`;

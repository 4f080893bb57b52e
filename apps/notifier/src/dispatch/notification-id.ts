import { createHash } from 'node:crypto';

/**
 * The id of a notice, on every attempt and after every restart: `webhook-id`, and the core of a mail's `Message-ID`.
 * It follows from the receiver, the group and the number of the notice, so deciding again can only meet the same one. After a
 * restore numbers are given out that were given out before: from the second epoch on that is part of it.
 */
export const notificationIdOf = (receiverId: string, groupKey: string, sequence: number, epoch = 1): string =>
  `msg_${createHash('sha256')
    .update(JSON.stringify([receiverId, groupKey, sequence, ...(epoch === 1 ? [] : [epoch])]))
    .digest('hex')
    .slice(0, 32)}`;

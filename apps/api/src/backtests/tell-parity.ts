import { randomBytes } from 'node:crypto';
import { addNotification, enabledReceivers, lastFindings, nextSequence, type Tx } from '#store';

const GROUP = 'parity';

/**
 * Has people told what the parity check that has just ended found, once per finding: that the record differs from what
 * the rules give, or that it no longer does. Those hear of it who are told of everything; to take part of the alerts is
 * not to look after the whole. The notifier finds the words and sends it.
 * @param tx the transaction in which the check ends, so that it is told neither twice nor never
 */
export async function tellParity(tx: Tx): Promise<void> {
  const [found, before] = await lastFindings(tx);
  if (found === undefined || found.digest === (before?.digest ?? null)) return;
  const type = found.digest === null ? 'parity.restored' : 'parity.differs';
  const { digest: _, ...grounds } = found;
  const body = JSON.stringify({ at: new Date().toISOString(), ...grounds });
  for (const { receiverId, matchers } of await enabledReceivers(tx)) {
    if (matchers.length > 0) continue;
    const sequence = await nextSequence(tx, receiverId, GROUP);
    const notificationId = `msg_${randomBytes(16).toString('hex')}`;
    await addNotification(tx, { notificationId, receiverId, groupKey: GROUP, sequence, type, body });
  }
}

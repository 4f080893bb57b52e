import { addReceiver, type ReceiverRow, type Tx } from '#store';

/** Webhooks of ann's that are told everything. */
export async function addReceivers(tx: Tx, receiverIds: readonly string[], said: Partial<ReceiverRow> = {}) {
  for (const receiverId of receiverIds) {
    const webhook = { kind: 'webhook', name: receiverId, target: 'https://example.com/hook', matchers: [] } as const;
    await addReceiver(tx, { receiverId, createdBy: 'ann', ...webhook, ...said });
  }
}

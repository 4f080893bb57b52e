import { kafkaClient, silent } from './client.js';
import { settledWithin } from './signal.js';

/**
 * @param timeoutMs how long an answer may take, in milliseconds
 * @returns whether a broker answers for the cluster; never rejects
 */
export async function isReachable(brokers: string[], timeoutMs: number): Promise<boolean> {
  const kafka = kafkaClient({ brokers, clientId: 'is-reachable', log: silent }, { retries: 0 });
  const admin = kafka.admin();
  let answered = false;
  const ask = async (): Promise<void> => {
    await admin.connect();
    const cluster = await admin.describeCluster();
    answered = cluster.brokers.length > 0;
  };
  await settledWithin(ask(), timeoutMs);
  // Not waited for: an answer that is late must not make this one late.
  void admin.disconnect().catch(() => undefined);
  return answered;
}

import { kafkaClient, silent, type Cluster } from './client.js';
import { explainFailure } from './explain-failure.js';
import { settledWithin } from './signal.js';

/**
 * @param timeoutMs how long an answer may take, in milliseconds
 * @returns whether a broker answers for the cluster, and if not, why, as a sentence; never rejects
 */
export async function reachKafka(cluster: Cluster, timeoutMs: number): Promise<{ ok: boolean; detail?: string }> {
  let detail = `Kafka at ${cluster.brokers.join(', ')} gave no answer within ${timeoutMs} ms.`;
  let answered = false;
  const ask = async (): Promise<void> => {
    try {
      const admin = kafkaClient({ ...cluster, clientId: 'is-reachable', log: silent }, { retries: 0 }).admin();
      try {
        await admin.connect();
        answered = (await admin.describeCluster()).brokers.length > 0;
      } finally {
        // Not waited for: an answer that is late must not make this one late.
        void admin.disconnect().catch(() => undefined);
      }
    } catch (error) {
      detail = explainFailure(error, cluster).message;
    }
  };
  await settledWithin(ask(), timeoutMs);
  return answered ? { ok: true } : { ok: false, detail };
}

import { bringUpParts, type Parts } from '#devstack';
import { loginSettings, onSignal, readConfig } from '#runtime';
import { makeHome, removeHome } from './home.js';
import { killWorkers } from './worker.js';

export const tell = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

/** Told what takes away what was made on the parts, before anything is. */
export type OnMade = (clear: () => Promise<void>) => void;

/** Measures on PostgreSQL and Kafka as the environment names them, or on parts of its own; leaves nothing behind, on Ctrl-C too. */
export async function onOwnParts(work: (parts: Parts, onMade: OnMade) => Promise<void>): Promise<void> {
  const home = makeHome();
  const config = readConfig(process.env);
  const parts = await bringUpParts({ home, config, log: { info: tell, warn: tell }, durable: true });
  Object.assign(process.env, loginSettings(parts.kafkaLogin));
  let clearMade = (): Promise<void> => Promise.resolve();
  const clear = async (): Promise<void> => {
    killWorkers();
    await clearMade();
    await parts.stop();
    removeHome(home);
  };
  onSignal(async () => {
    await clear();
    process.exit(130);
  });
  try {
    await work(parts, (made) => (clearMade = made));
  } finally {
    await clear();
  }
}

// Jest loads setup files by Node's own resolution: the libraries from dist (build first), neighbours without `.js`.
import { bringUpParts, type Reporter } from '#devstack';
import { readConfig } from '#runtime';
import { keepRunning } from './running';
import { prepareTemplate } from './template';
import { makeTestHome, removeOrphanedTestHomes, removeTestHome } from './test-home';

const log: Reporter = {
  info: (sentence) => void process.stderr.write(`${sentence}\n`),
  warn: (sentence) => void process.stderr.write(`${sentence}\n`),
};

/** Once per Jest run. Tests find the parts by TEST_DATABASE_URL (as owner) and KAFKA_BROKERS. */
export default async function partsUp(): Promise<void> {
  await removeOrphanedTestHomes();
  const home = makeTestHome();
  try {
    const parts = await bringUpParts({ home, config: readConfig(process.env), log, durable: false, guarded: false });
    process.env['TEST_DATABASE_URL'] = parts.databaseUrl;
    process.env['KAFKA_BROKERS'] = parts.brokers.join(',');
    await prepareTemplate(parts.databaseUrl);
    keepRunning({ home, parts });
    stopOnSignal(home);
  } catch (error) {
    await removeTestHome(home);
    throw error;
  }
}

/** The parts are not in the terminal's process group, so Ctrl-C must be passed on to them. */
function stopOnSignal(home: string): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void removeTestHome(home).finally(() => process.exit(1)));
  }
}

import { bringUpParts, type Parts } from '#devstack';
import { readConfig } from '#runtime';
import { makeTestHome, removeTestHome } from '../setup/test-home';

const quiet = { info: () => undefined, warn: () => undefined };

/** PostgreSQL and Kafka that a test may take down as it likes. */
export type OwnParts = Required<Pick<Parts, 'restartPostgres' | 'restartKafka' | 'stop'>>;

/** Brings up parts for one test file alone, which finds them by the same settings as those of the test run. */
export async function ownParts(): Promise<OwnParts> {
  const config = { ...readConfig(process.env), databaseUrl: undefined, brokers: undefined };
  const home = makeTestHome();
  const parts = await bringUpParts({ home, config, log: quiet, durable: false, guarded: false });
  const { restartPostgres, restartKafka } = parts;
  if (restartPostgres === undefined || restartKafka === undefined) throw new Error('The parts are not ours.');
  // Jest gives each test file an environment of its own.
  process.env['TEST_DATABASE_URL'] = parts.databaseUrl;
  process.env['KAFKA_BROKERS'] = parts.brokers.join(',');
  const stop = async (): Promise<void> => {
    await parts.stop();
    await removeTestHome(home);
  };
  return { restartPostgres, restartKafka, stop };
}

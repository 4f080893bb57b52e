import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bringUpParts, lockHolder, readConfig, recordedProcess, type Parts } from '#runtime';

const quiet = { info: () => undefined, warn: () => undefined };

/** PostgreSQL and Kafka of this test run, where they are ours to take down. */
export type Restartable = Required<Pick<Parts, 'restartPostgres' | 'restartKafka'>>;

/** The home of the parts that the setup of this very test run brought up; `undefined` where they are not embedded. */
export function homeOfParts(): string | undefined {
  const ours = [process.pid, process.ppid];
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith('scopewatch-test-'))
    .map((name) => join(tmpdir(), name))
    .find(
      (home) =>
        existsSync(join(home, 'lock')) &&
        ours.includes(lockHolder(home)?.pid ?? 0) &&
        recordedProcess(home, 'postgres') !== undefined &&
        recordedProcess(home, 'kafka') !== undefined,
    );
}

/**
 * Takes the parts over from the setup, which keeps its own handle on them out of the tests' reach: both are stopped and
 * started again on the same ports by it. The setup's teardown finds them by their home, as ever.
 */
export async function restartBoth(home: string): Promise<Restartable> {
  const config = { ...readConfig(process.env), databaseUrl: undefined, brokers: undefined, parts: 'embedded' as const };
  // The lock is the setup's, in the name of this process, and stays so.
  const lock = { release: () => undefined };
  const parts = await bringUpParts({ home, config, log: quiet, durable: false, lock });
  const { restartPostgres, restartKafka } = parts;
  const moved =
    parts.databaseUrl !== process.env['TEST_DATABASE_URL'] || parts.brokers[0] !== process.env['KAFKA_BROKERS'];
  if (moved || restartPostgres === undefined || restartKafka === undefined) {
    await parts.stop();
    throw new Error('The parts did not come back on the ports that they had: some other program has taken one.');
  }
  return { restartPostgres, restartKafka };
}

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PartsError } from '../parts-error.js';
import { JAVA_MAJOR_MIN, KAFKA_VERSION } from './kafka-version.js';

const run = promisify(execFile);

export const OTHER_WAYS = 'start a Docker engine, or set KAFKA_BROKERS to a Kafka of your own';

/** @returns the command to run Java with: JAVA_HOME's if that is set */
export async function findJava(env: NodeJS.ProcessEnv): Promise<string> {
  const home = env['JAVA_HOME'];
  const java = home === undefined || home === '' ? 'java' : join(home, 'bin', 'java');
  const said = await run(java, ['-version']).then(
    ({ stdout, stderr }) => stderr + stdout,
    (error: NodeJS.ErrnoException) => {
      const where = java === 'java' ? 'on the PATH' : `at ${java} (by JAVA_HOME)`;
      throw new PartsError(
        `Kafka ${KAFKA_VERSION} needs Java ${JAVA_MAJOR_MIN} or newer, and there is none ${where} that runs. ` +
          `Install one (Debian: apt-get install default-jre-headless), ${OTHER_WAYS}.`,
        { cause: error },
      );
    },
  );
  const major = javaMajor(said);
  if (major !== undefined && major >= JAVA_MAJOR_MIN) return java;
  throw new PartsError(
    `Kafka ${KAFKA_VERSION} needs Java ${JAVA_MAJOR_MIN} or newer; ${java} is ${major === undefined ? 'of no known version' : `Java ${major}`}. ` +
      `Install a newer one and let JAVA_HOME point to it, ${OTHER_WAYS}.`,
  );
}

/** @param said what `java -version` prints; up to Java 8 the first number is 1 */
export function javaMajor(said: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(said);
  return match === null ? undefined : Number(match[1]);
}

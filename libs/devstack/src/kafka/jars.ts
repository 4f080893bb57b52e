import { join } from 'node:path';
import type { Reporter } from '../reporter.js';
import { OTHER_WAYS } from './java.js';
import { KAFKA_VERSION } from './kafka-version.js';
import { mavenJars } from './maven-jars.js';

/** @returns the folder with Kafka's jars */
export const kafkaJars = (home: string, env: NodeJS.ProcessEnv, log: Reporter): Promise<string> =>
  mavenJars(
    {
      name: `Apache Kafka ${KAFKA_VERSION}`,
      folder: `kafka-${KAFKA_VERSION}`,
      fallback: join(home, 'kafka', `libs-${KAFKA_VERSION}`),
      pom: join('libs', 'devstack', 'kafka', 'pom.xml'),
      megabytes: 43,
      main: 'kafka_',
      otherWays: OTHER_WAYS,
    },
    env,
    log,
  );

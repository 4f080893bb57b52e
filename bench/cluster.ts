import type { Cluster } from '#kafka';
import { readConfig } from '#runtime';

/** The brokers, met as the settings say. */
export const cluster = (brokers: readonly string[]): Cluster => ({
  brokers,
  security: readConfig(process.env).kafka.security,
});

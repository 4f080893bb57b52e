import { findEndpoints, readConfig } from '#runtime';
import { migrate } from '#store';
import { note } from '../input.js';
import { roleOptions } from '../start/role-options.js';
import { createTopics } from '../start/topics.js';

/** What has to be done once before the apps run on parts of one's own: schema, role, topics. Safe to repeat. */
export async function prepare(): Promise<void> {
  const config = readConfig(process.env);
  const { databaseUrl, brokers, security } = findEndpoints(config);
  const log = {
    info: (_details: object, message: string) => note(message),
    warn: (_details: object, message: string) => note(message),
  };
  const { role, passwordIsSet } = await migrate({ databaseUrl, log, ...roleOptions(config) });
  note(`The apps run as the role ${role}${passwordIsSet ? '' : ', whose password is left as it is'}.`);
  await createTopics({ brokers, security, origin: { kafka: 'environment' } }, config, {
    info: note,
    warn: note,
  });
  note('The database and the topics are ready.');
}

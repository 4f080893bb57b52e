import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from './checkout.js';
import { settings } from './settings.js';

/** What the Compose file settles itself: where its parts are and as whom, and which ports they have inside. */
const SETTLED = new Set<string>(
  [
    settings.home,
    settings.host,
    settings.port,
    settings.monitorPort,
    settings.notifierPort,
    settings.databaseUrl,
    settings.databaseAppUrl,
    settings.databaseListenUrl,
    settings.databaseRole,
    settings.appPassword,
    settings.brokers,
    settings.parts,
    settings.kafkaImage,
    settings.postgresImage,
  ].map(({ name }) => name),
);

it('the Compose file passes every setting on', () => {
  const compose = readFileSync(join(checkout, 'docker-compose.yml'), 'utf8');
  const missing = Object.values(settings)
    .map(({ name }) => name)
    .filter((name) => !SETTLED.has(name) && !new RegExp(`^    ${name}:$`, 'm').test(compose));
  expect(missing).toEqual([]);
});

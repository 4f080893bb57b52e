import { setTimeout as sleep } from 'node:timers/promises';
import { countAlerts, firstAlerts, timeText, type RaisedAlert } from './announce.queries.js';
import { askDatabase } from './ask-database.js';

const FIRST = 5;
const LOOK_EVERY_MS = 1_000;
const COUNT_EVERY_MS = 10_000;

/** Shows the first alerts raised from now on as they come, then every ten seconds how many there are. */
export async function announceAlerts(
  databaseUrl: string,
  print: (sentence: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const from = (await askDatabase(databaseUrl, timeText)) ?? new Date().toISOString();
  let shown = 0;
  let counted = FIRST;
  while (!signal.aborted) {
    if (shown < FIRST) {
      const alerts = (await askDatabase(databaseUrl, (client) => firstAlerts(client, from, FIRST))) ?? [];
      for (const alert of alerts.slice(shown)) print(alertLine(alert));
      shown = Math.max(shown, alerts.length);
    } else {
      const total = (await askDatabase(databaseUrl, (client) => countAlerts(client, from))) ?? counted;
      if (total > counted) print(`${total} alerts so far.`);
      counted = total;
    }
    await sleep(shown < FIRST ? LOOK_EVERY_MS : COUNT_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

function alertLine({ client_id, entity_id, verdict, severity, explanation }: RaisedAlert): string {
  return `Alert ${verdict ?? ''} (${severity}), client ${client_id}, entity ${entity_id}: ${explanation}`;
}

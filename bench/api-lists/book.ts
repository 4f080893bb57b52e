import { Client } from 'pg';

export const ALERTS = 100_000;
export const CLIENTS = 1_000_000;

/** One of these for each `i`, the same in every run; `step` has no divisor in common with the length. */
const pick = (values: readonly string[], step: number): string =>
  `(ARRAY[${values.map((value) => `'${value}'`).join(', ')}])[1 + (i * ${step}) % ${values.length}]`;

const COUNTRIES = ['DE', 'FR', 'IT', 'ES', 'NL', 'AT', 'PL', 'IE', 'SE', 'DK', 'PT', 'FI', 'CZ'];
const SERVICES = ['EXCH_CRYPTO', 'CUSTODY', 'STAKING', 'TRANSFER', 'ADVICE', 'PORTFOLIO', 'EXECUTION'];
const clientId = `'client-' || lpad((1 + (i * 7919) % ${CLIENTS})::text, 7, '0')`;

/** A client's projection, some 400 bytes of it: lists read its tags, and the ids out of its state. */
const clients = `
  INSERT INTO client (client_id, version, knowledge, refs, state, facets)
  SELECT id, 1, 0, ARRAY['e:ENT-1', 'a:BTC'], json_build_object('memberIds', ARRAY[id], 'more', repeat('x', 300)),
         ARRAY['country:' || ${pick(COUNTRIES, 3)}, 'entity:*', 'entity:' || entity, 'initiative:*:' || initiative,
               'initiative:' || entity || ':' || initiative, 'original:*:CUSTODY:OTHER',
               'original:' || entity || ':CUSTODY:OTHER', 'reverse-solicited:*', 'reverse-solicited:' || entity]
    FROM (SELECT i, 'client-' || lpad(i::text, 7, '0') AS id, ${pick(['ENT-1', 'ENT-2', 'ENT-3'], 1)} AS entity,
                 ${pick(['ESTABLISHED', 'ESTABLISHED', 'UNPROVEN', 'DEFEATED', 'NONE'], 3)} AS initiative
            FROM generate_series(1, ${CLIENTS}) AS i) c`;

/** Open alerts of a year, with views as large as judging makes them. */
const alerts = `
  INSERT INTO alert (client_id, alert_id, survivor_id, entity_id, verdict, severity, active, status, incident_id,
                     effective_at, raised_at, changed_at, explanation, kind, service, asset_class, country,
                     article61_2, assignee, view)
  SELECT client_id, alert_id, client_id, entity_id, verdict, severity, true, status, incident_id, at, at, at,
         explanation, kind, service, 'OTHER', country, article61_2, assignee,
         json_build_object('clientId', client_id, 'survivorId', client_id, 'entityId', entity_id, 'verdict', verdict,
           'row', 13, 'severity', severity, 'offer', json_build_object('service', service, 'assetId', 'ETH'),
           'newService', true, 'newAssetType', true, 'otherRegimeDrift', false, 'article61_2', article61_2,
           'kind', kind, 'assetClass', 'OTHER', 'country', country, 'explanation', explanation, 'incident', null,
           'act', json_build_object('source', 'urn:bench', 'id', 'act-' || i, 'type', 'marketing.contacted.v1',
                                    'effectiveAt', to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
           'effectiveFrom', 0, 'reasons', (SELECT json_agg(json_build_object('source', 'urn:bench', 'id', 'r' || r)) FROM generate_series(1, 6) r),
           'citations', json_build_array(json_build_object('article', 'MiCA 61(2)', 'sourceStatus', 'VERIFIED')),
           'policyVersion', 'bench', 'occurrences', json_build_object('count', 1, 'first', '', 'last', ''))
    FROM (SELECT i, ${clientId} AS client_id, 'al-' || md5(i::text) AS alert_id,
                 ${pick(['ENT-1', 'ENT-2', 'ENT-3'], 2)} AS entity_id,
                 ${pick(['critical', 'critical', 'critical', 'high', 'high', 'high', 'high', 'medium', 'low', 'low', 'low'], 7)} AS severity,
                 ${pick(['BREACH_61_2', 'SCOPE_DRIFT_UNREQUESTED', 'DEFEATS_61_1', 'OTHER_REGIME', 'NEEDS_REVIEW'], 3)} AS verdict,
                 ${pick(['OPEN', 'OPEN', 'OPEN', 'ACKNOWLEDGED', 'ESCALATED'], 2)} AS status,
                 CASE WHEN i % 3 = 0 THEN 'in-' || i % 40 END AS incident_id,
                 timestamptz '2026-01-01Z' + make_interval(secs => (i * 7919::bigint) % 31536000) AS at,
                 'On some day the entity marketed a service to client ' || ${clientId} || ': ' || repeat('it had not asked for it; ', 6) AS explanation,
                 ${pick(['CONTACT', 'CONTACT', 'USE', 'ENABLEMENT', 'ROLL_OUT'], 3)} AS kind,
                 ${pick(SERVICES, 5)} AS service, ${pick(COUNTRIES, 4)} AS country, i % 2 = 0 AS article61_2,
                 CASE WHEN i % 5 = 0 THEN 'analyst-' || i % 9 END AS assignee
            FROM generate_series(1, ${ALERTS}) AS i) a`;

/** As if all of them had been followed. */
const listed = `
  INSERT INTO listed_alert
  SELECT client_id, alert_id, survivor_id, entity_id, verdict, severity, active, status, incident_id, effective_at, raised_at,
         kind, service, asset_class, country, article61_2, assignee, proposed,
         alert_words(client_id, survivor_id, alert_id, explanation, view)
    FROM alert`;

/** Fills a fresh database. */
export async function writeBook(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const statement of [clients, alerts, listed, 'TRUNCATE alert_change', 'VACUUM (ANALYZE)'])
      await client.query(statement);
  } finally {
    await client.end();
  }
}

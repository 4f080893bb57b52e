import { createHash } from 'node:crypto';
import { alertsOf, type AlertView, type Judgement, type Policy } from '#domain';
import { datable } from './alert-history.js';

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

export const incidentIdOf = (kind: string, key: string): string => `in-${shortHash(JSON.stringify([kind, key]))}`;

/** The alerts that verdicts give, by alert id. */
export const alertsById = (judgements: readonly Judgement[], policy: Policy): Map<string, AlertView> =>
  new Map([...alertsOf(judgements, policy)].map(([key, view]) => [`al-${shortHash(key)}`, view]));

/** The columns of an alert's row that follow from what the judge says of it, by name. */
export const judgedColumns = (view: AlertView): Record<string, unknown> => ({
  ...columnsOfView(view),
  client_id: view.clientId,
  survivor_id: view.survivorId,
  verdict: view.verdict,
  severity: view.severity,
  active: true,
  explanation: view.explanation,
  view,
});

/** What is kept beside the view to be searched by. */
export const columnsOfView = (view: AlertView): Record<string, unknown> => ({
  entity_id: view.entityId,
  effective_at: datable(view.effectiveFrom),
  kind: view.kind,
  service: view.offer !== null && 'service' in view.offer ? view.offer.service : null,
  asset_class: view.assetClass,
  country: view.country,
  article61_2: view.article61_2,
});

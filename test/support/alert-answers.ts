import type { ApiClient, Answer, Body } from './api-client';

/** As much of an alert as specs look at. */
export interface Alert {
  readonly alertId: string;
  readonly clientId: string;
  readonly severity: string;
  readonly status: string;
  readonly verdict: string;
  readonly assignee: string | null;
  readonly changedSinceClosed: boolean;
  readonly proposed: Body | null;
  readonly act: { readonly id: string };
  readonly etag: string;
}

/** The one alert about the act with this id. */
export async function alertOf(client: ApiClient, actId: string): Promise<Alert> {
  const { body } = await client.get<{ items: Alert[] }>('/v1/alerts?limit=200');
  const [alert, ...more] = body.items.filter(({ act }) => act.id === actId);
  if (alert === undefined || more.length > 0) throw new Error(`${actId} is not what one alert is about.`);
  return alert;
}

export const readAlert = async (client: ApiClient, alertId: string): Promise<Alert> =>
  (await client.get<Alert>(`/v1/alerts/${alertId}`)).body;

/** One step of work on it. */
export const work = (
  client: ApiClient,
  alertId: string,
  action: string,
  body: Body = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => client.post(`/v1/alerts/${alertId}/${action}`, body, { headers });

/** What happened to it, in order. */
export async function changesOf(client: ApiClient, alertId: string): Promise<unknown[]> {
  const { body } = await client.get<{ items: Body[] }>(`/v1/alerts/${alertId}/history`);
  return body.items.map(({ change }) => change);
}

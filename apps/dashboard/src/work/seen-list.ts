import type { AlertSummary } from '../api/types';

/** The list that somebody works through, as it stood on the screen last; kept while the page is open. */
interface SeenList {
  readonly key: string;
  readonly ids: readonly string[];
}

let seen: SeenList = { key: '', ids: [] };
const places = new Map<string, string>();

export const rememberList = (key: string, alerts: readonly Pick<AlertSummary, 'alertId'>[]): void => {
  seen = { key, ids: alerts.map(({ alertId }) => alertId) };
};

/** Where in a list somebody was, to be found there again. */
export const rememberPlaceIn = (key: string, alertId: string): void => void places.set(key, alertId);
export const placeIn = (key: string): string | undefined => places.get(key);

export interface Neighbours {
  readonly previous: string | undefined;
  readonly next: string | undefined;
  /** From one on. */
  readonly at: number;
  readonly of: number;
}

/** What stands before and after an alert in the list that it was opened from; nothing where it was opened otherwise. */
export function neighboursOf(alertId: string): Neighbours | undefined {
  const at = seen.ids.indexOf(alertId);
  if (at < 0) return undefined;
  return { previous: seen.ids[at - 1], next: seen.ids[at + 1], at: at + 1, of: seen.ids.length };
}

/** The list is found again where one has come to. */
export const moveInList = (alertId: string): void => rememberPlaceIn(seen.key, alertId);

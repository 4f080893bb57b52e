/** The zone in which every time of the page is shown: one for all of it. */

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const ofBrowser = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

let zone = ofBrowser();
const listeners = new Set<() => void>();

export const zoneShown = (): string => zone;

/** @param name by the IANA database; `null`: that of the browser */
export function showZone(name: string | null): void {
  const next = name ?? ofBrowser();
  if (next === zone) return;
  zone = next;
  offsets.clear();
  for (const listener of listeners) listener();
}

export function onZoneShown(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const offsets = new Map<string, Intl.DateTimeFormat>();

/** A formatter in the zone that is shown. */
export function inZone(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = offsets.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
  offsets.set(key, known);
  return known;
}

/** How far the zone is from UTC at a moment, in minutes: positive to the east. */
export function offsetMinutes(at: number): number {
  const parts = inZone({ timeZoneName: 'longOffset' }).formatToParts(at);
  const [, sign, hours = '0', minutes = '0'] =
    /GMT(?:([+-])(\d\d):(\d\d))?/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** The moment that clocks of the zone show as this, given as if it were UTC (ms since 1970). */
export function momentOf(shown: number): number {
  const first = shown - offsetMinutes(shown) * MINUTE_MS;
  return shown - offsetMinutes(first) * MINUTE_MS;
}

/** What clocks of the zone show at a moment, as if it were UTC (ms since 1970). */
export const shownAt = (at: number): number => at + offsetMinutes(at) * MINUTE_MS;

/** When the day ends, by the clocks of the zone, in which a moment is. */
export const dayEnd = (at: number): number => momentOf((Math.floor(shownAt(at) / DAY_MS) + 1) * DAY_MS);

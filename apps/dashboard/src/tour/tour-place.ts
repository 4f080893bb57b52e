/** Where somebody is on the tour: before its first stop, at one of them, or gone from it. */
export type TourPlace = 'BEGINNING' | number | 'LEFT';

const keyOf = (personId: string): string => `scopewatch-tour-${personId}`;
const watching = new Set<() => void>();

/** Kept in this browser: whoever has left it is not asked again. */
export function tourPlace(personId: string): TourPlace {
  const kept = localStorage.getItem(keyOf(personId));
  if (kept === null) return 'BEGINNING';
  const stop = Number(kept);
  return kept !== '' && Number.isSafeInteger(stop) && stop >= 0 ? stop : 'LEFT';
}

export function goOnTour(personId: string, place: TourPlace): void {
  if (place === 'BEGINNING') localStorage.removeItem(keyOf(personId));
  else localStorage.setItem(keyOf(personId), String(place));
  for (const tell of watching) tell();
}

export function watchTour(tell: () => void): () => void {
  watching.add(tell);
  return () => watching.delete(tell);
}

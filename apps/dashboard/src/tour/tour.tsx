import { lazy, Suspense, useSyncExternalStore } from 'react';
import { useMe } from '../shell/me';
import { tourPlace, watchTour } from './tour-place';

const TourCards = lazy(async () => ({ default: (await import('./tour-cards')).TourCards }));

/** Whether there is a tour for whoever is signed in: only a demonstration has one, and it shows whole clients. */
export function useHasTour(): boolean {
  const { demonstration, entities, permissions } = useMe();
  return demonstration?.endedAt != null && entities === null && permissions.includes('read');
}

/**
 * Leads a newcomer through one story of the demonstration. It stands above the page and keeps nothing from being used; where
 * there is none it is not loaded.
 */
export function Tour() {
  const { personId } = useMe();
  const has = useHasTour();
  const place = useSyncExternalStore(watchTour, () => tourPlace(personId));
  if (!has || place === 'LEFT') return null;
  return (
    <Suspense fallback={null}>
      <TourCards place={place} />
    </Suspense>
  );
}

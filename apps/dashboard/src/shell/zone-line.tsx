import { Anchor } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useNow } from '../parts/use-now';
import { offsetOf } from '../words/times';
import { onZoneShown, showZone, zoneShown } from '../words/zone';
import { useMe } from './me';

export const useZone = (): string => useSyncExternalStore(onZoneShown, zoneShown);

/** In which zone all times of the page are, and the way to UTC and back. */
export function ZoneLine() {
  const { settings } = useMe();
  const zone = useZone();
  const now = useNow();
  const isUtc = zone === 'UTC';
  return (
    <>
      Times are in {zone.replaceAll('_', ' ')}
      {!isUtc && ` (${offsetOf(new Date(now))})`}.{' '}
      <Anchor
        component="button"
        type="button"
        size="xs"
        underline="always"
        className="no-print"
        onClick={() => showZone(isUtc ? settings.timeZone : 'UTC')}
      >
        {isUtc ? 'Show them in my zone' : 'Show them in UTC'}
      </Anchor>
    </>
  );
}

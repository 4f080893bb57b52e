import { useInterval } from '@mantine/hooks';
import { useState } from 'react';

/** The present, kept up to date as often as needed. */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), everyMs, { autoInvoke: true });
  return now;
}

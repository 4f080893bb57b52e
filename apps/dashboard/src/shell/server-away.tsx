import { Alert } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useStreamStatus } from '../stream/stream-context';
import { clockTime } from '../words/times';

/** A connection that comes back at once is nobody's business. */
const PATIENCE_MS = 3_000;

/** That what is on the screen may be old, while the server can't be reached. */
export function ServerAway() {
  const { state, heardAt } = useStreamStatus();
  const isAway = state === 'reconnecting';
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isAway) return undefined;
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isAway]);
  if (!isAway || !isLong) return null;
  const since = heardAt === null ? '' : ` since ${clockTime(new Date(heardAt).toISOString())}`;
  return (
    <Alert
      color="yellow"
      mb="md"
      className="no-print"
      icon={<IconPlugConnectedX aria-hidden />}
      title={`Nothing was heard of the server${since}`}
      role="status"
    >
      What you see may be out of date. The page comes back by itself, and no alert is missed; what you send meanwhile is
      refused, not lost in silence.
    </Alert>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { onListBehind } from '../api/list-behind';
import { useMay } from '../shell/me';
import { LiveStream } from './live-stream';
import { StreamContext, useChanges } from './stream-context';

/** A list that was behind is asked for again after this. */
const BEHIND_MS = 1_000;

/** Opens the stream for as long as somebody is signed in who may read it, and lets what is shown follow it. */
export function StreamProvider({ children }: { children: ReactNode }) {
  const [stream] = useState(() => new LiveStream('/v1/stream'));
  const mayFollow = useMay('read');
  useEffect(() => {
    if (!mayFollow) return undefined;
    stream.start();
    return () => stream.stop();
  }, [stream, mayFollow]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const off = onListBehind(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        stream.missed();
      }, BEHIND_MS);
    });
    return () => {
      clearTimeout(timer);
      off();
    };
  }, [stream]);
  return (
    <StreamContext value={stream}>
      <Freshness />
      {children}
    </StreamContext>
  );
}

const FOLLOWING = [
  ...['overview', 'today', 'drift', 'filter-counts', 'incidents', 'incident', 'client', 'alert', 'alert-history'],
];

/** Whatever is on the screen and counts alerts is asked for again. The queue follows by itself, see use-live-rows. */
function Freshness() {
  const queries = useQueryClient();
  useChanges((changes) => {
    const ids = new Set(changes.flatMap(({ alertId, clientId }) => [alertId, clientId]));
    void queries.invalidateQueries({
      predicate: ({ queryKey: [name, id] }) => {
        if (!FOLLOWING.includes(String(name))) return false;
        const isOne = name === 'alert' || name === 'alert-history' || name === 'client';
        return !isOne || changes.length === 0 || ids.has(String(id));
      },
    });
  });
  return null;
}

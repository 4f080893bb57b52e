import { createContext, use, useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { AlertChange } from '../api/types';
import type { LiveStream, StreamStatus } from './live-stream';

export const StreamContext = createContext<LiveStream | null>(null);

function useStream(): LiveStream {
  const stream = use(StreamContext);
  if (stream === null) throw new Error('There is no stream around this component.');
  return stream;
}

export function useStreamStatus(): StreamStatus {
  const stream = useStream();
  return useSyncExternalStore(stream.watch, stream.current);
}

const GATHER_MS = 250;
const REST_MS = 1_250;

/**
 * Calls with the changes gathered: soon after the first, and then at most every second and a half.
 * An empty list means that some may have been missed.
 */
export function useChanges(onChanges: (changes: AlertChange[]) => void): void {
  const stream = useStream();
  const tell = useEffectEvent(onChanges);
  useEffect(() => {
    let gathered: AlertChange[] = [];
    let missed = false;
    let restedAt = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      restedAt = Date.now() + REST_MS;
      const changes = missed ? [] : gathered;
      [gathered, missed] = [[], false];
      tell(changes);
    };
    const schedule = () => {
      timer ??= setTimeout(flush, Math.max(GATHER_MS, restedAt - Date.now()));
    };
    const offChange = stream.onChange((change) => {
      gathered.push(change);
      schedule();
    });
    const offGap = stream.onGap(() => {
      missed = true;
      schedule();
    });
    return () => {
      clearTimeout(timer);
      offChange();
      offGap();
    };
  }, [stream]);
}

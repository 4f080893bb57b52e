import { useCallback, useEffect, useRef, useState } from 'react';
import { readReplay } from '../../api/replay';
import type { ReplayAsked } from '../../router/replay-search';
import type { ReplayLine } from '../../api/types';
import { NOTHING_YET, withLines, type Replayed } from './replayed';

/** Lines come faster than anybody can look. */
const SHOW_EACH_MS = 150;

export interface Run {
  readonly state: 'idle' | 'running' | 'done' | 'stopped' | 'failed';
  readonly startedAt: number;
  readonly replayed: Replayed;
  readonly error: unknown;
}

const IDLE: Run = { state: 'idle', startedAt: 0, replayed: NOTHING_YET, error: null };

/** A replay that is started and stopped by hand, and stops when the page is left. */
export function useReplay() {
  const [run, setRun] = useState(IDLE);
  const under = useRef<AbortController | null>(null);
  const stop = useCallback(() => under.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const start = useCallback(async (asked: ReplayAsked) => {
    under.current?.abort();
    const aborting = new AbortController();
    under.current = aborting;
    let waiting: ReplayLine[] = [];
    const show = (more: Partial<Run> = {}): void => {
      const lines = waiting;
      waiting = [];
      if (under.current === aborting) setRun((r) => ({ ...r, replayed: withLines(r.replayed, lines), ...more }));
    };
    setRun({ ...IDLE, state: 'running', startedAt: Date.now() });
    const timer = setInterval(() => show(), SHOW_EACH_MS);
    try {
      await readReplay(asked, aborting.signal, (lines) => waiting.push(...lines));
      show({ state: 'done' });
    } catch (error) {
      show(aborting.signal.aborted ? { state: 'stopped' } : { state: 'failed', error });
    } finally {
      clearInterval(timer);
    }
  }, []);

  return { run, start, stop };
}

import { useEffect, useState } from 'react';

/** Ms of history that go by in a second of watching. */
export const SPEEDS = [
  { value: '60000', label: 'A minute a second' },
  { value: '3600000', label: 'An hour a second' },
  { value: '86400000', label: 'A day a second' },
  { value: '604800000', label: 'A week a second' },
] as const;

const TICK_MS = 100;

/**
 * Where in history one is.
 * @param first ms since 1970
 * @param last ms since 1970: where it stands at first, so that all is shown at once
 */
export function usePlayhead(first: number, last: number) {
  const [at, setAt] = useState(last);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<string>(SPEEDS[1].value);
  const running = playing && at < last;
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => setAt((ms) => Math.min(last, ms + (Number(speed) * TICK_MS) / 1000)), TICK_MS);
    return () => clearInterval(timer);
  }, [running, last, speed]);
  const play = (): void => {
    // Once at the end it begins again.
    if (at >= last) setAt(first);
    setPlaying(true);
  };
  return { at, playing: running, speed, play, pause: () => setPlaying(false), seek: setAt, setSpeed };
}

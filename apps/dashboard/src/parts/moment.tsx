import { fromNow, inFull, isDay, moment, offsetOf } from '../words/times';

interface MomentProps {
  at: string;
  /** Leaves the offset to the tooltip, where room is short. */
  short?: boolean;
  /** May stand on two lines. */
  broken?: boolean;
}

/** A time in the zone of the page with its offset; UTC in the tooltip. */
export function Moment({ at, short = false, broken = false }: MomentProps) {
  const offset = isDay(at) ? 'UTC day' : offsetOf(new Date(at));
  return (
    <time dateTime={at} title={inFull(at)} style={broken ? undefined : { whiteSpace: 'nowrap' }}>
      {moment(at)}
      {!short && <span className="quiet"> {offset}</span>}
    </time>
  );
}

/** How long ago, or how long until; the time itself in the tooltip. */
export function Ago({ at, now }: { at: string; now: number }) {
  return (
    <time dateTime={at} title={inFull(at)} style={{ whiteSpace: 'nowrap' }}>
      {fromNow(at, now)}
    </time>
  );
}

import type { DeskEvidence } from '#contract';
import { EXPOSURE_RESULTS, isInstant, parseWhen, type Channel } from '#domain';

/** What can be recorded at the desk. */
export const DESK_FACTS = ['FIRST_CONTACT', 'THIRD_COUNTRY_ACKNOWLEDGEMENT', 'EXPOSURE_CHECK'] as const;
type DeskFact = (typeof DESK_FACTS)[number];

/** As somebody filled it in. */
export interface DeskFactGiven {
  readonly kind: DeskFact;
  /** When it happened: RFC 3339 with an offset, or a date. */
  readonly at: string;
  readonly channel?: Channel | undefined;
  readonly result?: (typeof EXPOSURE_RESULTS)[number] | undefined;
  readonly sources?: readonly string[] | undefined;
}

type Said = Pick<DeskEvidence, 'firstContact' | 'thirdCountryAcknowledgedAt' | 'exposureCheck'>;

/**
 * What an event says of it. Pure.
 * @param now ms since 1970
 * @returns why it can't be recorded, as a sentence
 */
export function saidOf({ kind, at, channel, result, sources }: DeskFactGiven, now: number): Said | string {
  const when = parseWhen(at);
  if (when === null) return 'body/at must be a date, or an RFC 3339 time with an offset';
  // Somewhere on Earth it is that day already.
  if (isInstant(when) ? when.from > now : when.from > now + DAY_AHEAD_MS) return 'body/at must not lie in the future';
  switch (kind) {
    case 'FIRST_CONTACT':
      if (channel === undefined) return 'body/channel must say how the client came';
      return { firstContact: { at, channel } };
    case 'THIRD_COUNTRY_ACKNOWLEDGEMENT':
      return { thirdCountryAcknowledgedAt: at };
    case 'EXPOSURE_CHECK': {
      if (result === undefined) return 'body/result must say what the check found';
      const said = sources === undefined || sources.length === 0 ? {} : { sources };
      return { exposureCheck: { at, result, ...said } };
    }
  }
}

const DAY_AHEAD_MS = 14 * 3_600_000;

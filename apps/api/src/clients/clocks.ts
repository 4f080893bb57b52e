import { Type } from '@sinclair/typebox';
import { instant, parseWhen, type When } from '#domain';
import { Problem } from '../http/problem.js';

/** An RFC 3339 time, or a date. */
const Clock = Type.String({ maxLength: 64 });

/** How a question sets the two clocks. */
export const ClocksQuery = {
  trueOn: Type.Optional(
    Type.String({
      ...Clock,
      description: 'What was true at this time, or on this date (the whole day in UTC). Default: now.',
    }),
  ),
  knownOn: Type.Optional(
    Type.String({
      ...Clock,
      description: 'Only what was recorded by this time, or by the end of this date (UTC). Default: now.',
    }),
  ),
};

/** The two clocks of a question. */
export interface Clocks {
  readonly trueOn: When;
  /** In ms since 1970; `undefined`: all that is known. */
  readonly knownOn: number | undefined;
  /** As shown in the answer. */
  readonly shown: { readonly trueOn: string; readonly knownOn: string };
}

export interface ClocksAsked {
  readonly trueOn?: string | undefined;
  readonly knownOn?: string | undefined;
}

/** @param now in ms since 1970: what both clocks stand at unless they are set */
export function readClocks({ trueOn, knownOn }: ClocksAsked, now: number): Clocks {
  const t = trueOn === undefined ? instant(now) : whenOf('trueOn', trueOn);
  // As known on a day means by its end.
  const k = knownOn === undefined ? undefined : whenOf('knownOn', knownOn).to;
  return { trueOn: t, knownOn: k, shown: { trueOn: isoOf(t.to), knownOn: isoOf(k ?? now) } };
}

function whenOf(name: string, text: string): When {
  const when = parseWhen(text);
  if (when === null)
    throw new Problem('INVALID_INPUT', `query/${name} must be a date, or an RFC 3339 time with an offset`);
  return when;
}

export const isoOf = (ms: number): string =>
  new Date(Math.min(Math.max(ms, -62_135_596_800_000), 253_402_300_799_999)).toISOString();

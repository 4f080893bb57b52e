import type { Rejection } from '../api/types';

export type Standing = Rejection['standing'];

/** Standings in which a rejection still stands in the way of something. */
export const STILL_WAITING = ['WAITING', 'PROPOSED'] as const satisfies readonly Standing[];

export const STANDING_LABELS: Readonly<Record<Standing, string>> = {
  WAITING: 'Waiting',
  PROPOSED: 'To be set aside',
  SET_ASIDE: 'Set aside',
  SETTLED: 'Settled',
};

export const STANDINGS = Object.keys(STANDING_LABELS) as Standing[];

export const STEP_LABELS: Readonly<Record<Rejection['steps'][number]['kind'], string>> = {
  PROPOSED: 'proposed to set it aside',
  SET_ASIDE: 'set it aside',
  TURNED_DOWN: 'turned the proposal down',
};

const REASONS: Readonly<Record<string, string>> = {
  NOT_JSON: 'it is no JSON',
  NOT_CLOUDEVENT: 'it is no CloudEvent',
  UNKNOWN_TYPE: 'its type is not known',
  SCHEMA_VIOLATION: 'its data is not as its type has it',
  CONFLICT: 'another message of the same name says something else',
  UNREADABLE_BATCH: 'its batch can’t be read',
  TOO_LARGE: 'it is too large',
};
export const rejectionReason = (code: string): string => REASONS[code] ?? code;

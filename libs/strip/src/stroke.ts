import { isHollow, type Shape } from './forms.js';
import type { Band, Status } from './strip.js';

/** What something is, by which it gets its colours: on a page from a style sheet, on paper from `PAPER`. */
export type Role =
  | 'axis'
  | 'act'
  | 'tick'
  | 'label'
  | 'band-original'
  | 'band-later'
  | 'band-unsure'
  | 'quiet'
  | 'quiet-hollow'
  | 'quiet-sign'
  | 'quiet-words'
  | 'beyond'
  | 'beyond-sign'
  | 'beyond-words'
  | 'review'
  | 'review-sign'
  | 'review-words'
  | 'legend';

export type Anchor = 'start' | 'middle' | 'end';

/** One stroke of the drawing. Text stands on its base line. */
export type Stroke =
  | { readonly kind: 'path'; readonly d: string; readonly role: Role }
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      /** Which part of the text stands at `x`. */
      readonly anchor: Anchor;
      readonly text: string;
      readonly role: Role;
    };

/** In units of the drawing. */
export const TEXT_SIZE = 11;

/** On white. */
export const PAPER: Readonly<Record<Role, { readonly fill: string | null; readonly stroke: string | null }>> = {
  axis: { fill: null, stroke: '#e3e6eb' },
  act: { fill: null, stroke: '#16191d' },
  tick: { fill: '#56606c', stroke: null },
  label: { fill: '#16191d', stroke: null },
  'band-original': { fill: '#d5dcf8', stroke: '#394dc4' },
  'band-later': { fill: '#ffffff', stroke: '#394dc4' },
  'band-unsure': { fill: '#ffffff', stroke: '#6b7480' },
  quiet: { fill: '#26327a', stroke: null },
  'quiet-hollow': { fill: '#ffffff', stroke: '#26327a' },
  'quiet-words': { fill: '#56606c', stroke: null },
  'quiet-sign': { fill: '#ffffff', stroke: null },
  beyond: { fill: '#b3261e', stroke: '#7a120c' },
  'beyond-sign': { fill: '#ffffff', stroke: null },
  'beyond-words': { fill: '#b3261e', stroke: null },
  review: { fill: '#ffffff', stroke: '#7a5200' },
  'review-sign': { fill: '#7a5200', stroke: null },
  'review-words': { fill: '#7a5200', stroke: null },
  legend: { fill: '#56606c', stroke: null },
};

/** Written boldly. */
export const isBold = (role: Role): boolean => role.endsWith('-sign') || role === 'label';

/** Drawn with a broken line. */
export const isDashed = (role: Role): boolean => role === 'band-unsure' || role === 'act';

export const bandRole = ({ original, sure }: Pick<Band, 'original' | 'sure'>): Role =>
  sure ? (original ? 'band-original' : 'band-later') : 'band-unsure';

export function pointRole(shape: Shape, status: Status): Role {
  if (status === 'BEYOND') return 'beyond';
  if (status === 'REVIEW') return 'review';
  return isHollow(shape) ? 'quiet-hollow' : 'quiet';
}

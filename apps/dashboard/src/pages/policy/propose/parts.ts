import type { RawPack } from '../../../words/packs';
import { isSame, isWithin, valueAt, withValue, type PackPath } from './pack-path';

export type PartId =
  'name' | 'window' | 'severities' | 'perimeter' | 'facets' | 'fourEyes' | 'deadlines' | 'citations' | 'retention';

/** A part of a pack that has a form of its own. */
export interface Part {
  readonly id: PartId;
  readonly title: string;
  /** What of the pack belongs to it. */
  readonly paths: readonly PackPath[];
  /** What it does. */
  readonly does: string;
  /** What of the law stands behind it. */
  readonly law: string;
  /** How well that is confirmed; absent where no law asks for it. */
  readonly sourceStatus?: 'primary' | 'secondary' | 'unverified';
}

/** In the order of the form. */
export const PARTS: readonly Part[] = [
  {
    id: 'name',
    title: 'Name',
    paths: ['version', 'title', 'actsFrom'],
    does: 'Every verdict keeps the version it was judged by, so a changed pack needs a new one.',
    law: 'No law asks for a form of it; it is what lets anybody judge again in the same way.',
  },
  {
    id: 'window',
    title: 'Window after a request',
    paths: ['windowHours'],
    does: 'For how long after a client’s request the same type may still be offered with it.',
    law: 'ESMA guidelines on reverse solicitation, guideline 3, give a month later as an example of too late, and no number of days that is safe; a window must stay below 28 days.',
    sourceStatus: 'secondary',
  },
  {
    id: 'severities',
    title: 'Severities',
    paths: ['severities', 'bouncedSeverity', 'unrequestedOtherRegimeSeverity'],
    does: 'How urgent an alert is, by its verdict: deadlines, notices and who closes it follow from that.',
    law: 'No law grades the verdicts; it is for the firm to decide.',
  },
  {
    id: 'perimeter',
    title: 'Perimeter',
    paths: ['perimeter'],
    does: 'In which countries the rules apply, from which date on and until when; acts towards clients elsewhere raise no alert.',
    law: 'MiCA, Article 149(2): from 30 December 2024 in the Union. Each country says how well its own date is confirmed.',
    sourceStatus: 'primary',
  },
  {
    id: 'facets',
    title: 'What makes the same type',
    paths: ['facets'],
    does: 'Two assets are of the same type where everything switched on here is equal and known; what is not known goes to a person.',
    law: 'MiCA, Article 61(2), speaks of new types without saying what makes one; the list follows guideline 4 of ESMA’s guidelines, whose text has not been checked.',
    sourceStatus: 'unverified',
  },
  {
    id: 'fourEyes',
    title: 'Four eyes',
    paths: ['fourEyes'],
    does: 'What one person may only propose, and somebody else must approve.',
    law: 'No law asks for it of this monitor; it is for the firm to decide.',
  },
  {
    id: 'deadlines',
    title: 'Deadlines',
    paths: ['serviceHours'],
    does: 'Within how many hours of being raised an alert should be closed, by its severity.',
    law: 'No law sets a time; it is for the firm to decide.',
  },
  {
    id: 'citations',
    title: 'Citations',
    paths: ['citations'],
    does: 'What an alert cites, and how well each text is confirmed; both are shown with every alert.',
    law: 'MiCA, Articles 59 and 61, are confirmed from the primary text; of the guidelines, each citation says for itself.',
    sourceStatus: 'primary',
  },
  {
    id: 'retention',
    title: 'Retention',
    paths: ['retention'],
    does: 'For how long what is on file of a client is kept after the last relationship with them has ended.',
    law: 'MiCA, Article 68(9), has authorised providers keep records for five years, up to seven where the authority asks; for others it is a measure.',
    sourceStatus: 'primary',
  },
];

/** The part that a path is about; `undefined` where no form has it. */
export const partAt = (path: PackPath): Part | undefined =>
  PARTS.find(({ paths }) => paths.some((whole) => isWithin(path, whole)));

/** Whether a part says something else than it did. */
export const isChanged = ({ paths }: Part, before: RawPack, after: RawPack): boolean =>
  paths.some((path) => !isSame(valueAt(before, path), valueAt(after, path)));

/** The pack with a part as it was. */
export const withPartOf = ({ paths }: Part, before: RawPack, after: RawPack): RawPack =>
  paths.reduce((pack, path) => withValue(pack, path, valueAt(before, path)), after);

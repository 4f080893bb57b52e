import type { SignedAlert } from '../api/types';
import { isDay, moment, offsetOf } from './times';

type Sentence = NonNullable<SignedAlert['sentence']>;

/** The sentence to sign, word by word as it is given, with its times by the clocks of the page: "3 May 2026, 14:03 (+02:00)". */
export const sentenceShown = ({ pieces }: Pick<Sentence, 'pieces'>): string =>
  pieces.map(({ text, at, isExact }) => (at === null ? text : isExact ? exact(at) : dayOf(at))).join('');

const exact = (at: string): string => (isDay(at) ? moment(at) : `${moment(at)} (${offsetOf(new Date(at))})`);
const dayOf = (at: string): string => moment(at).replace(/,.*$/, '');

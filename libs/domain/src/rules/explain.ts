import { actWords, type Mood } from './act-words.js';
import type { FacetDifference } from './contrast.js';
import type { Judgement } from './judgement.js';
import { rowWords } from './row-words.js';
import { describeOffer, describeWhen, facetWords, serviceWords } from '../words.js';

/**
 * The verdict explained in sentences: the act, the row, what it stands on, by what a type is new, the scope that it was judged
 * against, and what is in doubt.
 * @param mood what is planned is told in the conditional
 */
export function explain(judgement: Judgement, mood: Mood = 'HAPPENED'): string {
  const { act, row, standsOn, doubts } = judgement;
  return [
    `On ${describeWhen(act.when)} ${actWords(judgement, mood)}: ${rowWords(judgement, mood)} (row ${row}).`,
    standsOn.length === 0 ? '' : `${capital(shown(standsOn))}.`,
    ...newsOf(judgement),
    judgement.otherRegimeDrift ? 'No request of the client names this service.' : '',
    scopeOf(judgement),
    doubts.length === 0 ? '' : `In doubt: ${shown(doubts)}.`,
    act.kind === 'CONTACT' && act.bounced ? bounced(mood) : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const SHOWN_MAX = 5;

const shown = (parts: readonly string[]): string =>
  `${parts.slice(0, SHOWN_MAX).join('; ')}${parts.length > SHOWN_MAX ? '; and more' : ''}`;

const capital = (sentence: string): string => `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}`;

const bounced = (mood: Mood): string =>
  mood === 'HAPPENED'
    ? 'The message bounced; it was attempted all the same.'
    : 'That a message bounces does not make it unattempted.';

/** Outside the perimeter no scope is looked at. */
function scopeOf({ scope, row }: Judgement): string {
  if (row === 1) return '';
  const distinct = [...new Set(scope.map((s) => describeOffer(s.offer)))];
  return distinct.length === 0 ? '' : `Scope on file: ${shown(distinct)}.`;
}

/** Rows 13 and 14: what is new, and by which facet, with both values. */
function newsOf({ newService, newAssetType, differences, scope }: Judgement): string[] {
  if (newService === null) return [];
  const is = (value: boolean): string => (value ? 'is new' : 'is not new');
  const said = `The service ${is(newService)}; the type of asset ${is(newAssetType === true)}.`;
  if (scope.length === 0) return [said, 'Nothing that the client asked for is in scope to compare it with.'];
  const services = differences.filter(({ facet }) => facet === 'service');
  const facets = differences.filter(({ facet }) => facet !== 'service');
  const together =
    !newService && newAssetType !== true ? 'Both were asked for, but not together: for this service, ' : '';
  return [
    said,
    ...services.map(serviceSentence),
    facets.length === 0 ? '' : capital(`${together}${facetSentence(facets)}`),
  ];
}

const serviceSentence = ({ offered, requested }: FacetDifference): string => {
  const services = (values: readonly string[]): string => values.map(serviceWords).join(' or ');
  return `The service is ${offered.length === 0 ? 'not known' : services(offered)}; what the client asked for is ${services(requested)}.`;
};

function facetSentence(differences: readonly FacetDifference[]): string {
  const [first] = differences;
  const words = (of: 'offered' | 'requested'): string =>
    differences.map((d) => (d.facet === 'service' ? '' : facetWords(d.facet, d[of]))).join(', ');
  const named = first?.requestedAsset == null ? '' : ` (${first.requestedAsset})`;
  return `${first?.offeredAsset ?? 'the asset'} is ${words('offered')}; what the client asked for is ${words('requested')}${named}.`;
}

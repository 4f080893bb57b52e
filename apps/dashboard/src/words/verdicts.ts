import type { Verdict } from '../api/types';

/** What a verdict is called, and what it says. */
const VERDICT_WORDS: Readonly<Record<Verdict, readonly [label: string, meaning: string]>> = {
  BREACH_61_2: ['Marketed beyond scope', 'A new type of asset or service was marketed to the client: Article 61(2).'],
  SCOPE_DRIFT_UNREQUESTED: ['Enabled beyond scope', 'Something the client had not asked for was switched on or used.'],
  FOLLOW_ON_OUTSIDE_CONTEXT: [
    'Follow-on, out of context',
    'The same type was marketed, but not with the original request.',
  ],
  CONTAMINATED_REQUEST: ['Contaminated request', 'The request came after the same was marketed to the client.'],
  DEFEATS_61_1: ['Defeats own initiative', 'The firm approached the client first: Article 61(1) is not met.'],
  NO_BASIS: ['No basis', 'There is no live request that this could rest on.'],
  OTHER_REGIME: ['Another regime', 'Outside MiCA; other rules govern it.'],
  NEEDS_REVIEW: ['Needs review', 'The facts leave it open; a person has to decide.'],
  OUT_OF_PERIMETER: ['Outside the perimeter', 'The client lived outside the Union, or the regime did not apply yet.'],
  AUTHORISED: ['Authorised', 'The entity is authorised for this service.'],
  NEUTRAL: ['Neutral', 'Operational or educational: not marketing.'],
  IN_SCOPE: ['In scope', 'Covered by what the client asked for.'],
  CLIENT_INITIATED: ['Client’s own request', 'The client asked for it on their own initiative.'],
  ORIGINAL_TRANSACTION_WINDOW: ['With the original request', 'The same type, offered in the context of the request.'],
};

export const verdictLabel = (verdict: string | null): string =>
  verdict === null ? 'No longer alerts' : (VERDICT_WORDS[verdict as Verdict]?.[0] ?? verdict);
export const verdictMeaning = (verdict: string | null): string =>
  verdict === null ? 'Facts recorded since took the reason away.' : (VERDICT_WORDS[verdict as Verdict]?.[1] ?? '');

/** Verdicts that an alert can have, worst first. */
export const ALERTING: readonly Verdict[] = [
  'BREACH_61_2',
  'DEFEATS_61_1',
  'NO_BASIS',
  'SCOPE_DRIFT_UNREQUESTED',
  'CONTAMINATED_REQUEST',
  'FOLLOW_ON_OUTSIDE_CONTEXT',
  'OTHER_REGIME',
  'NEEDS_REVIEW',
];

import type { Verdict } from '../api/types';

interface Words {
  readonly label: string;
  readonly meaning: string;
  readonly alerts: boolean;
}
const alerting = (label: string, meaning: string): Words => ({ label, meaning, alerts: true });
const quiet = (label: string, meaning: string): Words => ({ label, meaning, alerts: false });

/** What a verdict is called, what it says, and whether an alert can have it; worst first. */
const VERDICT_WORDS: Readonly<Record<Verdict, Words>> = {
  BREACH_61_2: alerting(
    'Marketed beyond scope',
    'A new type of asset or service was marketed to the client: Article 61(2).',
  ),
  DEFEATS_61_1: alerting('Defeats own initiative', 'The firm approached the client first: Article 61(1) is not met.'),
  NO_BASIS: alerting('No basis', 'There is no live request that this could rest on.'),
  SCOPE_DRIFT_UNREQUESTED: alerting(
    'Enabled beyond scope',
    'Something the client had not asked for was switched on or used.',
  ),
  CONTAMINATED_REQUEST: alerting('Contaminated request', 'The request came after the same was marketed to the client.'),
  FOLLOW_ON_OUTSIDE_CONTEXT: alerting(
    'Follow-on, out of context',
    'The same type was marketed, but not with the original request.',
  ),
  OTHER_REGIME: alerting('Another regime', 'Outside MiCA; other rules govern it.'),
  NEEDS_REVIEW: alerting('Needs review', 'The facts leave it open; a person has to decide.'),
  OUT_OF_PERIMETER: quiet(
    'Outside the perimeter',
    'The client lived outside the Union, or the regime did not apply yet.',
  ),
  AUTHORISED: quiet('Authorised', 'The entity is authorised for this service.'),
  NEUTRAL: quiet('Neutral', 'Operational or educational: not marketing.'),
  IN_SCOPE: quiet('In scope', 'Covered by what the client asked for.'),
  CLIENT_INITIATED: quiet('Client’s own request', 'The client asked for it on their own initiative.'),
  ORIGINAL_TRANSACTION_WINDOW: quiet(
    'With the original request',
    'The same type, offered in the context of the request.',
  ),
};

export const verdictLabel = (verdict: string | null): string =>
  verdict === null ? 'No longer alerts' : (VERDICT_WORDS[verdict as Verdict]?.label ?? verdict);
export const verdictMeaning = (verdict: string | null): string =>
  verdict === null ? 'Facts recorded since took the reason away.' : (VERDICT_WORDS[verdict as Verdict]?.meaning ?? '');

/** Verdicts that an alert can have, worst first. */
export const ALERTING: readonly Verdict[] = (Object.keys(VERDICT_WORDS) as Verdict[]).filter(
  (verdict) => VERDICT_WORDS[verdict].alerts,
);

import type { Act } from './act.js';
import type { Judgement } from './judgement.js';
import type { Verdict } from './vocabulary.js';
import { describeOffer, describeWhen } from './words.js';

/** What the row of the table says, in a sentence for people. */
const SENTENCES: Readonly<Record<Verdict, string>> = {
  OUT_OF_PERIMETER: 'the client surely lived outside the perimeter, or the regime did not apply yet',
  AUTHORISED: 'the providing entity itself was authorised for the service',
  NEUTRAL: 'it promotes nothing',
  IN_SCOPE: 'it is of the same type as what the client asked for',
  CLIENT_INITIATED: 'it stands on a request of the client made on the client’s own exclusive initiative',
  ORIGINAL_TRANSACTION_WINDOW: 'it is of the same type as the request it names, within the window of that transaction',
  BREACH_61_2: 'it markets a new type to the client, different from everything in the scope',
  SCOPE_DRIFT_UNREQUESTED: 'it switches on a type that the client never asked for',
  FOLLOW_ON_OUTSIDE_CONTEXT:
    'it is of a type in the scope, but outside the context or the window of the original transaction',
  CONTAMINATED_REQUEST: 'the request it stands on came after the firm had solicited it',
  DEFEATS_61_1:
    'there is no initiative of the client’s own for it to stand on: the firm solicited first, or nobody asked',
  NO_BASIS: 'no request on file, or none that still holds, covers it',
  OTHER_REGIME: 'the service or the asset lies outside MiCA, under another regime',
  NEEDS_REVIEW: 'it can’t be decided from the facts on file',
};

const VERBS: Readonly<Record<Act['kind'], string>> = {
  CONTACT: 'marketed',
  ENABLEMENT: 'enabled',
  USE: 'provided',
  ROLL_OUT: 'rolled out',
  REQUEST: 'was asked for',
};

/** The verdict explained in sentences: the act, the row, the scope it was judged against, and what is in doubt. */
export function explain(judgement: Judgement): string {
  const { act, offer, clientId, entityId, verdict, row } = judgement;
  const what = `${VERBS[act.kind]} ${describeOffer(offer)}${act.kind === 'REQUEST' ? ' by' : ' to'} client ${clientId}`;
  return [
    `On ${describeWhen(act.when)} ${entityId} ${what}: ${SENTENCES[verdict]} (row ${row}).`,
    scopeOf(judgement),
    newsOf(judgement),
    judgement.doubts.length === 0 ? '' : `In doubt: ${judgement.doubts.slice(0, SHOWN_MAX).join('; ')}.`,
    act.kind === 'CONTACT' && act.bounced ? 'The message bounced; it was attempted all the same.' : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const SHOWN_MAX = 5;

function scopeOf({ scope }: Judgement): string {
  const distinct = [...new Set(scope.map((s) => describeOffer(s.offer)))];
  if (distinct.length === 0) return '';
  return `Scope on file: ${distinct.slice(0, SHOWN_MAX).join('; ')}${distinct.length > SHOWN_MAX ? '; and more' : ''}.`;
}

function newsOf({ newService, newAssetType }: Judgement): string {
  if (newService === null) return '';
  const is = (value: boolean): string => (value ? 'is new' : 'is not new');
  return `The service ${is(newService)}; the type of asset ${is(newAssetType === true)}.`;
}

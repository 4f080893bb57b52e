import type { Act } from './act.js';
import type { Judgement } from './judgement.js';
import type { JudgedOffer, Verdict } from './vocabulary.js';

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

/** An offer in words: service, and the asset by id or class. */
export function describeOffer(offer: JudgedOffer): string {
  if (offer === null) return 'no offer in particular';
  if (!('service' in offer)) return `product ${offer.productId}, which nobody has defined`;
  const asset = offer.assetId ?? offer.assetType?.class;
  const technology = offer.technology === undefined ? '' : ` on ${offer.technology}`;
  return `${offer.service}${asset === undefined ? ' of unspecified assets' : ` of ${asset}`}${technology}`;
}

/** The verdict explained in sentences: the act, the scope it was judged against, the row and what is in doubt. */
export function explain(judgement: Judgement): string {
  const { act, offer, clientId, entityId, verdict, row } = judgement;
  const what = `${VERBS[act.kind]} ${describeOffer(offer)}${act.kind === 'REQUEST' ? ' by' : ' to'} client ${clientId}`;
  const distinct = [...new Set(judgement.scope.map((s) => describeOffer(s.offer)))];
  const scope =
    distinct.length === 0
      ? ''
      : ` Scope on file: ${distinct.slice(0, 5).join('; ')}${distinct.length > 5 ? '; …' : ''}.`;
  const news =
    judgement.newService === null
      ? ''
      : ` New service: ${yes(judgement.newService)}; new asset type: ${yes(judgement.newAssetType === true)}.`;
  const doubts = judgement.doubts.length === 0 ? '' : ` In doubt: ${judgement.doubts.slice(0, 5).join('; ')}.`;
  const bounced = act.kind === 'CONTACT' && act.bounced ? ' The message bounced; it was attempted all the same.' : '';
  return `On ${act.whenGiven} ${entityId} ${what}: ${SENTENCES[verdict]} (row ${row}).${scope}${news}${doubts}${bounced}`;
}

const yes = (value: boolean): string => (value ? 'yes' : 'no');

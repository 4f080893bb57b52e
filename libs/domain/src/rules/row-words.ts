import { offersByLink, solicitsForTheFirm, type Act } from './act.js';
import type { Mood } from './act-words.js';
import type { Judgement } from './judgement.js';
import { OTHER_SERVICES } from '../vocabulary.js';

/** What the row of the table says of the act, as half a sentence: why the verdict is what it is. */
export function rowWords(judgement: Judgement, mood: Mood): string {
  const { act, row } = judgement;
  const by = (happened: string, planned: string): string => (mood === 'HAPPENED' ? happened : planned);
  switch (row) {
    case 1:
      return by(
        'the client surely lived outside the perimeter, or the regime did not apply yet',
        'the client surely lives outside the perimeter, or the regime does not apply yet',
      );
    case 2:
      return by('where the client lived is not known for sure', 'where the client lives is not known for sure');
    case 3:
      return by(
        'the entity itself was authorised for the service in the client’s country',
        'the entity itself is authorised for the service in the client’s country',
      );
    case 4:
      return otherRegime(judgement);
    case 5:
      return neutral(act, by);
    case 6:
      return act.kind === 'REQUEST'
        ? solicited(judgement, by)
        : 'the firm had solicited every request on file, so there is no initiative of the client’s own for it to stand on';
    case 7:
      return act.kind === 'CONTACT'
        ? by('it stood on no request of the client', 'it would stand on no request of the client')
        : by('no request that still held covered it', 'no request that still holds would cover it');
    case 8:
      return own(act, by);
    case 9:
      return act.kind === 'REQUEST'
        ? solicited(judgement, by)
        : `the request that it ${by(answers(act)[0], answers(act)[1])} came after the firm had solicited it`;
    case 10:
      return by(
        'it was of the same type as what the client had asked for',
        'it would be of the same type as what the client has asked for',
      );
    case 11:
      return by(
        'it was of the same type as the request that it names, within the window of that transaction',
        'it would be of the same type as the request that it names, within the window of that transaction',
      );
    case 12:
      return by(
        'it was of a type in the scope, but outside the context or the window of the original transaction',
        'it would be of a type in the scope, but outside the context or the window of the original transaction',
      );
    case 13:
      return by(
        'that is a new type, different from everything in the scope',
        'that would be a new type, different from everything in the scope',
      );
    case 14:
      return drift(act, by);
    case 15:
      return by('it can’t be decided from the facts on file', 'it could not be decided from the facts on file');
  }
}

type By = (happened: string, planned: string) => string;

const neutral = (act: Act, by: By): string => {
  if (act.kind !== 'CONTACT') {
    return by(
      'it helped the client out of a relationship that was wound down',
      'it would help the client out of a relationship that was wound down',
    );
  }
  if (!solicitsForTheFirm(act))
    return by('nobody who solicits for the firm said it', 'nobody who solicits for the firm would say it');
  if (offersByLink(act)) {
    return by(
      'it linked to nothing but what the client had asked for',
      'it would link to nothing but what the client has asked for',
    );
  }
  return by('it promoted nothing', 'it would promote nothing');
};

const otherRegime = ({ offer }: Judgement): string => {
  const service = offer !== null && 'service' in offer ? offer.service : null;
  const outside = service !== null && (OTHER_SERVICES as readonly string[]).includes(service) ? 'service' : 'asset';
  return `the ${outside} lies outside MiCA, under another regime`;
};

/** Of a request: who prompted or solicited it. */
const solicited = ({ act, reasons }: Judgement, by: By): string =>
  act.kind === 'REQUEST' && act.prompted === 'YES' && reasons.length === 1
    ? by(
        'the firm itself had prompted it, so it was not made on the client’s own exclusive initiative',
        'the firm itself would have prompted it, so it would not be made on the client’s own exclusive initiative',
      )
    : by(
        'the firm had solicited it before, so it was not made on the client’s own exclusive initiative',
        'the firm has solicited it before, so it would not be made on the client’s own exclusive initiative',
      );

const own = (act: Act, by: By): string =>
  act.kind === 'REQUEST'
    ? by('that was the client’s own exclusive initiative', 'that would be the client’s own exclusive initiative')
    : `it ${by(answers(act)[0], answers(act)[1])} a request that the client made on the client’s own exclusive initiative`;

const answers = (act: Act): readonly [happened: string, planned: string] =>
  act.kind === 'CONTACT' ? ['answered', 'would answer'] : ['carried out', 'would carry out'];

const drift = (act: Act, by: By): string =>
  act.kind === 'ENABLEMENT'
    ? by(
        'that switched on a type that the client never asked for',
        'that would switch on a type that the client never asked for',
      )
    : by('that was a type that the client never asked for', 'that would be a type that the client never asked for');

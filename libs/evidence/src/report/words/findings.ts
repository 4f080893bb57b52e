import { listed, withoutCodes } from '#domain';
import { gravityOf, type AlertCase, type ClientCase, type ClientEntity, type Judged } from '../client-case.js';
import { spanWords } from './dates.js';
import { GAP_WORDS, INITIATIVE_WORDS } from './initiative.js';
import { signedPieces, signedSentence, textOfPieces, type Signable } from './signed-sentence.js';
import { INDICATES } from './verdicts.js';

/** One sentence on one client that can be signed: the gravest of what is on record, or that there is nothing. */
export function findingOn(one: ClientCase): string {
  const [gravest] = one.alerts;
  if (gravest === undefined) return nothingFound(one);
  const others = one.alerts.length - 1;
  const beside = others === 1 ? 'one other alert stands' : `${others} other alerts stand`;
  return `${capital(gravestWords(one, gravest))}${others === 0 ? '' : `; ${beside} beside it`}.`;
}

/** "on 3 May 2026 at 14:05 UTC ENT-1 marketed …, when the client’s own request of 2 March covered …; that is a new type, …". */
const gravestWords = (one: ClientCase, { shown }: AlertCase): string =>
  textOfPieces(signedPieces(signableOf(one, shown)));

/** The sentence to sign on one verdict. */
export const sentenceOn = (one: ClientCase, judged: Judged): string =>
  textOfPieces(signedSentence(signableOf(one, judged)));

const signableOf = (one: ClientCase, { judgement, line }: Judged): Signable => ({
  judgement,
  articles: line.citations.map(({ article }) => article),
  eventOf: (identity) => {
    const event = one.eventOf(identity);
    return event === undefined ? undefined : { ...event, data: event.line.envelope.data };
  },
});

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

function nothingFound({ client, judged }: ClientCase): string {
  const who = `client ${client.clientId}`;
  const times = judged.map(({ judgement }) => judgement.act.when);
  const found =
    times.length === 0
      ? `No act that concerns ${who} is on record`
      : `None of the ${times.length === 1 ? 'acts' : `${times.length} acts`} on record that concern ${who}, ${spanWords(times)}, indicates a breach or needs a person to decide`;
  const initiatives = client.entities.filter(isKnownTo).map(({ entityId, initiative, gaps }) => {
    const missing = gaps.length === 0 ? '' : ` (${gaps.map((gap) => withoutStop(GAP_WORDS[gap])).join('; ')})`;
    return `towards ${entityId} the client’s own initiative ${INITIATIVE_WORDS[initiative.status][0]}${missing}`;
  });
  return `${[found, ...initiatives].join('; ')}.`;
}

/** Whether the client has, or had, anything to do with the entity beyond what the entity itself did. */
export const isKnownTo = ({ onboardings, reverseSolicited, initiative, scope }: ClientEntity): boolean =>
  onboardings.length > 0 || reverseSolicited || initiative.status !== 'NONE' || scope.length > 0;

const withoutStop = (text: string): string => `${text.slice(0, 1).toLowerCase()}${text.slice(1).replace(/\.$/, '')}`;

/** One sentence on several clients, told by the gravest. */
export function findingOnSeveral(cases: readonly ClientCase[]): string {
  const of = (holds: (alerts: readonly AlertCase[]) => boolean): number =>
    cases.filter(({ alerts }) => holds(alerts)).length;
  const isReview = ({ shown }: AlertCase): boolean => INDICATES[shown.judgement.verdict] === undefined;
  const clear = of((alerts) => alerts.length === 0);
  const review = of((alerts) => alerts.length > 0 && alerts.every(isReview));
  const breach = cases.length - clear - review;
  const show = (n: number, what: string): string =>
    n === 0 ? '' : `${n === cases.length ? 'all' : n} ${n === 1 ? 'shows' : 'show'} ${what}`;
  const parts = [
    show(breach, 'at least one act that indicates a breach or another regime'),
    show(review, 'only acts that a person has to decide'),
    show(clear, 'nothing of the kind'),
  ].filter((part) => part !== '');
  const [gravest] = [...cases].sort((a, b) => gravityOf(b) - gravityOf(a));
  const alert = gravest?.alerts[0];
  const gravestSaid =
    gravest === undefined || alert === undefined ? '' : `; the gravest is that ${gravestWords(gravest, alert)}`;
  return `Of the ${cases.length} clients that this report is about, ${listed(parts)}${gravestSaid}.`;
}

/**
 * The explanation of a verdict as it is on record, in the words of the report: without codes, its times to the minute, requests
 * by their numbers.
 */
export const inWords = (explanation: string, requests: readonly (readonly [id: string, no: number])[]): string =>
  requests
    .reduce(
      (text, [id, no]) => text.replaceAll(` request ${id} of `, ` request no. ${no} of `),
      withoutCodes(explanation),
    )
    .replace(/( at \d\d:\d\d):\d\d UTC/g, '$1')
    .replace(/ \(row \d+\)/g, '');

import { actWords, identityKey, listed, rowWords, withoutCodes, type EventData, type Identity } from '#domain';
import { gravityOf, type AlertCase, type ClientCase, type ClientEntity, type Judged } from '../client-case.js';
import { dayWords, spanWords } from './dates.js';
import { offerWords } from './events.js';
import { GAP_WORDS, INITIATIVE_WORDS } from './initiative.js';
import { INDICATES } from './verdicts.js';

/** One sentence on one client that can be signed: the gravest of what is on record, or that there is nothing. */
export function findingOn(one: ClientCase): string {
  const [gravest] = one.alerts;
  if (gravest === undefined) return nothingFound(one);
  const others = one.alerts.length - 1;
  const beside = others === 1 ? 'one other alert stands' : `${others} other alerts stand`;
  return `${capital(gravestWords(one, gravest))}${others === 0 ? '' : `; ${beside} beside it`}.`;
}

/** "on 3 May 2026 ENT-1 marketed …, when the client’s own request of 2 March covered …; that is a new type, …, and …". */
function gravestWords(one: ClientCase, { shown }: AlertCase): string {
  const { judgement, line } = shown;
  const indicates = INDICATES[judgement.verdict];
  const act = withoutCodes(actWords(judgement, 'HAPPENED'));
  const why = withoutCodes(rowWords(judgement, 'HAPPENED'));
  const means = indicates === undefined ? 'so that a person has to decide' : `and that indicates ${indicates}`;
  const articles = line.citations.map(({ article }) => article);
  const by = articles.length === 0 ? '' : ` (${listed(articles)})`;
  // What was asked for stands in the sentence already.
  const when =
    judgement.act.kind === 'REQUEST' && judgement.scope.length === 0 ? '' : `, when ${scopeWords(one, shown)}`;
  return `on ${dayWords(judgement.act.when)} ${act}${when}; ${why}, ${means}${by}`;
}

/** What the client had asked for by then, with the days of the requests, and the words of the first. */
function scopeWords(one: ClientCase, { judgement: { scope } }: Judged): string {
  const requests = new Map<string, { readonly identity: Identity; readonly offers: string[] }>();
  for (const { identity, offer } of scope) {
    const key = identityKey(identity);
    const known = requests.get(key) ?? { identity, offers: [] };
    requests.set(key, { identity, offers: [...new Set([...known.offers, offerWords(offer)])] });
  }
  if (requests.size === 0) return 'no request of the client’s own was in the scope';
  const parts = [...requests.values()].slice(0, SHOWN_MAX).map(({ identity, offers }, i) => {
    const event = one.eventOf(identity);
    if (event === undefined) return `a request of the client covered ${offers.join('; ')}`;
    if (event.type !== 'client.requested.v1') {
      return `what was found in use on ${dayWords(event.when)} covered ${offers.join('; ')}`;
    }
    const { words } = event.line.envelope.data as EventData['client.requested.v1'];
    const quoted = words === undefined || i > 0 ? '' : ` (“${shortened(words)}”)`;
    return `the client’s own request of ${dayWords(event.when)}${quoted} covered ${offers.join('; ')}`;
  });
  return `${listed(parts)}${requests.size > SHOWN_MAX ? `, and ${requests.size - SHOWN_MAX} more did so too` : ''}`;
}

const SHOWN_MAX = 3;
const WORDS_MAX = 160;

/** All of it stands where the request does. */
const shortened = (words: string): string => {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length <= WORDS_MAX ? line : `${line.slice(0, WORDS_MAX).replace(/\s+\S*$/, '')} …`;
};

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

import type { EventData, Identity, Judgement, When } from '#domain';
import type { Form, Mark, Status } from '#strip';
import { actKindWords, eventWords, type Names } from '../report/words/events.js';
import { givenAs, shortened } from '../report/words/signed-sentence.js';
import { VERDICT_WORDS } from '../report/words/verdicts.js';

/** An event, as far as a strip shows it. */
export interface StripEvent {
  readonly identity: Identity;
  /** Without the prefix. */
  readonly type: string;
  readonly when: When;
  readonly data: unknown;
  /** In the log. */
  readonly position: number;
}

/** On a strip nothing is called by its number. */
const NAMES: Names = { product: (productId) => productId, request: () => 'a request of the client' };

/** The mark of one verdict on one act. Pure. */
export function markOfAct(judgement: Judgement, alertId: string | null, event: StripEvent | undefined): Mark {
  const { act, verdict } = judgement;
  return {
    form: formOf(judgement),
    status: statusOf(judgement),
    at: givenAs(act.when),
    until: givenAs(act.when),
    count: 1,
    what: event === undefined ? actKindWords(act) : eventWords(event.type, event.data, NAMES).kind,
    verdict: VERDICT_WORDS[verdict].label,
    ...saidIn(event),
    position: event?.position ?? null,
    alertId,
  };
}

function formOf({ act }: Judgement): Form {
  switch (act.kind) {
    case 'CONTACT':
      return act.content === 'PROMOTIONAL' ? 'PROMOTIONAL' : 'MESSAGE';
    case 'ENABLEMENT':
    case 'ROLL_OUT':
      return 'ENABLED';
    case 'USE':
      return 'USED';
    case 'REQUEST':
      return 'REQUEST';
  }
}

function statusOf({ severity, verdict }: Judgement): Status {
  if (severity === null) return 'QUIET';
  return verdict === 'NEEDS_REVIEW' ? 'REVIEW' : 'BEYOND';
}

type Said = Pick<Mark, 'subject' | 'excerpt' | 'uri'>;
const NOTHING: Said = { subject: null, excerpt: null, uri: null };

/** The words of a message, or of the client: shortened, all of it stands in the list. */
function saidIn(event: StripEvent | undefined): Said {
  if (event?.type === 'marketing.contacted.v1') {
    const { subject, excerpt, uri } = event.data as EventData['marketing.contacted.v1'];
    return { subject: inShort(subject), excerpt: inShort(excerpt), uri: uri ?? null };
  }
  if (event?.type === 'client.requested.v1') {
    return { ...NOTHING, excerpt: inShort((event.data as EventData['client.requested.v1']).words) };
  }
  return NOTHING;
}

const inShort = (words: string | undefined): string | null =>
  words === undefined || words.trim() === '' ? null : shortened(words);

/** What else is told of the client by which verdicts turn. */
const ABOUT: ReadonlySet<string> = new Set([
  'client.moved.v1',
  'client.narrowed.v1',
  'relationship.closed.v1',
  'relationship.reopened.v1',
]);

/** The mark of what is no act, but is why acts before and after it are judged differently; `null` for all else. Pure. */
export function markOfFact({ type, when, data, position }: StripEvent): Mark | null {
  if (!ABOUT.has(type)) return null;
  const { kind, says } = eventWords(type, data, NAMES);
  return {
    form: 'OTHER',
    status: 'QUIET',
    at: givenAs(when),
    until: givenAs(when),
    count: 1,
    what: `${kind}: ${says.replace(/\.$/, '')}`,
    verdict: null,
    ...NOTHING,
    position,
    alertId: null,
  };
}

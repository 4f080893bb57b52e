import { solicitsForTheFirm, type ContactAct } from './act.js';
import type { Judgement } from './judgement.js';
import type { Actor } from '../vocabulary.js';
import { describeOffer } from '../words.js';

/** Whether an act has happened, or is only planned and so told in the conditional. */
export type Mood = 'HAPPENED' | 'PLANNED';

/** Who did what to whom, as the act says it; what promotes nothing is not called marketing. */
export function actWords(judgement: Pick<Judgement, 'act' | 'offer' | 'entityId' | 'clientId'>, mood: Mood): string {
  const { act, offer, entityId } = judgement;
  const client = `client ${judgement.clientId}`;
  const did = (happened: string, planned: string): string => (mood === 'HAPPENED' ? happened : `would ${planned}`);
  const what = offer === null ? null : describeOffer(offer);
  switch (act.kind) {
    case 'CONTACT':
      return `${actorWords(act, entityId)} ${contactWords(act, what, client, did)}`;
    case 'ENABLEMENT':
      return `${entityId} ${did('enabled', 'enable')} ${what ?? 'something without a name'} for ${client}`;
    case 'USE':
      return `${entityId} ${did('provided', 'provide')} ${what ?? 'something without a name'} to ${client}`;
    case 'ROLL_OUT':
      return `${entityId} ${did('rolled out', 'roll out')} ${what ?? 'a product without offers'} to ${client}`;
    case 'REQUEST':
      return `${client} ${did('asked', 'ask')} ${entityId} ${what === null ? 'without naming an offer' : `for ${what}`}`;
  }
}

function contactWords(
  act: ContactAct,
  what: string | null,
  client: string,
  did: (happened: string, planned: string) => string,
): string {
  const about = what === null ? '' : ` about ${what}`;
  const link = act.linksToPlatform ? ' that links to the platform' : '';
  switch (act.content) {
    case 'PROMOTIONAL': {
      if (!solicitsForTheFirm(act)) return `${did('spoke', 'speak')} to ${client}${about}`;
      return what === null
        ? `${did('marketed', 'market')} to ${client} without naming an offer`
        : `${did('marketed', 'market')} ${what} to ${client}`;
    }
    case 'EDUCATIONAL':
      return `${did('sent', 'send')} ${client} something educational${link}${about === '' ? '' : `,${about}`}`;
    case 'OPERATIONAL':
      return `${did('sent', 'send')} ${client} an operational message${link}${about === '' ? '' : `,${about}`}`;
    case 'RESPONSE':
      return `${did('replied', 'reply')} to ${client}${about}`;
  }
}

const ACTORS: Readonly<Record<Exclude<Actor, 'INDEPENDENT'>, (entityId: string) => string>> = {
  FIRM: (entityId) => entityId,
  CLOSE_LINK: (entityId) => `a close link of ${entityId}`,
  AFFILIATE: (entityId) => `an affiliate of ${entityId}`,
  INFLUENCER: (entityId) => `an influencer for ${entityId}`,
  AGENT: (entityId) => `an agent of ${entityId}`,
};

function actorWords(act: ContactAct, entityId: string): string {
  if (act.actor !== 'INDEPENDENT') return ACTORS[act.actor](entityId);
  return solicitsForTheFirm(act) ? `somebody paid by ${entityId}` : `somebody independent of ${entityId}`;
}

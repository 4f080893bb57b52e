import type { DomainEvent, EventData, EventType, Identity } from '../event.js';
import type { ResolvedOffer } from '../assets/offer.js';
import type { Dated } from '../time/state-at.js';
import type { Actor, Channel, Content, EnabledBy, Prompted } from '../vocabulary.js';

/** What every act has: who did it, when, for which entity, and the offers it is judged for. */
interface ActBase extends Dated {
  readonly identity: Identity;
  readonly type: EventType;
  readonly whenGiven: string;
  readonly entityId: string;
  /** The id that the act itself named; for a derived act the survivor's. */
  readonly namedClientId: string;
  readonly offers: readonly ResolvedOffer[];
  /** What gathers alerts into one incident: a campaign or a roll-out. */
  readonly incident: { readonly kind: 'CAMPAIGN' | 'ROLL_OUT'; readonly key: string } | null;
}

export interface ContactAct extends ActBase {
  readonly kind: 'CONTACT';
  readonly actor: Actor;
  readonly content: Content;
  readonly linksToPlatform: boolean;
  readonly remunerated: boolean;
  readonly bounced: boolean;
  readonly requestId: string | null;
  /** Whether it is one client's share of a campaign. */
  readonly campaign: boolean;
  /** Place in the order of recording of the fact that told of it last. */
  readonly lastPosition: number;
}

export interface EnablementAct extends ActBase {
  readonly kind: 'ENABLEMENT';
  readonly enabledBy: EnabledBy;
  readonly visible: boolean;
  readonly requestId: string | null;
  readonly accountId: string;
  readonly exit: boolean;
}

export interface UseAct extends ActBase {
  readonly kind: 'USE';
  readonly accountId: string;
  /** To get out of a relationship that is wound down. */
  readonly exit: boolean;
}

export interface RollOutAct extends ActBase {
  readonly kind: 'ROLL_OUT';
  readonly visible: boolean;
}

export interface RequestAct extends ActBase {
  readonly kind: 'REQUEST';
  readonly requestId: string;
  readonly channel: Channel;
  readonly prompted: Prompted;
  readonly openEnded: boolean;
  readonly noOffers: boolean;
}

export type Act = ContactAct | EnablementAct | UseAct | RollOutAct | RequestAct;

export const identityKey = (identity: Identity): string => JSON.stringify([identity.source, identity.id]);

export const identityOf = (event: DomainEvent): Identity => ({ source: event.source, id: event.id });

/** Row 5, as far as the act alone tells: no promotion at all, or by somebody who does not solicit for the firm. */
export function isNeutral(act: ContactAct): boolean {
  switch (act.content) {
    case 'OPERATIONAL':
      return !offersByLink(act);
    case 'EDUCATIONAL':
      return !act.linksToPlatform || !solicitsForTheFirm(act);
    case 'PROMOTIONAL':
    case 'RESPONSE':
      return !solicitsForTheFirm(act);
  }
}

/** Whether an operational message links to offers: it is neutral only for those in scope already. */
export const offersByLink = (act: ContactAct): boolean =>
  act.content === 'OPERATIONAL' &&
  act.linksToPlatform &&
  solicitsForTheFirm(act) &&
  act.offers.some(({ offer }) => offer !== null);

/** An operational message without a link, or offers, whoever sends it. */
export const offersNothingByLink = ({
  content,
  linksToPlatform,
  offers,
  productIds,
}: EventData['marketing.contacted.v1']): boolean =>
  content === 'OPERATIONAL' && (linksToPlatform !== true || (offers ?? []).length + (productIds ?? []).length === 0);

/** Article 61(1), second subparagraph: the firm, who acts for it or has close links; paid or not. */
export const solicitsForTheFirm = (act: Pick<ContactAct, 'actor' | 'remunerated'>): boolean =>
  act.actor !== 'INDEPENDENT' || act.remunerated;

import type { Channel, EvidenceGap, ExposureResult, InitiativeStatus, Prompted } from '#domain';

/** How the client's own initiative stands, as half a sentence, and why. */
export const INITIATIVE_WORDS: Readonly<Record<InitiativeStatus, readonly [is: string, why: string]>> = {
  ESTABLISHED: ['is established', 'the first request is valid, and the evidence of how the client came is complete'],
  UNPROVEN: ['is not proven', 'a request is on file, but it is open whether it counts'],
  DEFEATED: ['is defeated', 'the firm had solicited every request that is on file'],
  NONE: ['is not on record', 'no request of the client that still counts is on file'],
};

export const initiativeWords = (status: InitiativeStatus, hasGaps: boolean): readonly [is: string, why: string] =>
  status === 'UNPROVEN' && hasGaps
    ? [INITIATIVE_WORDS.UNPROVEN[0], 'a request is on file, but evidence of how the client came is missing']
    : INITIATIVE_WORDS[status];

export const GAP_WORDS: Readonly<Record<EvidenceGap, string>> = {
  NO_FIRST_CONTACT_CHANNEL: 'By which channel the client first made contact is not on record.',
  NO_THIRD_COUNTRY_ACKNOWLEDGEMENT:
    'There is no acknowledgement by the client that the firm is one of a third country and not authorised in the Union.',
  EXPOSURE_CHECK_MISSING: 'Whether the client had been exposed to marketing before is not on record.',
  EXPOSURE_CHECK_NOT_PERFORMED: 'Whether the client had been exposed to marketing before was not checked.',
  EXPOSURE_FOUND: 'The client had been exposed to marketing before: a check found it.',
  DOCUMENT_WITHOUT_DIGEST: 'A document on file has no digest, so that a later change to it would not show.',
};

export const RELATIONSHIP_WORDS = {
  OPEN: 'open',
  CLOSED: 'closed',
  UNCERTAIN: 'open or closed: the order of what is recorded leaves it open',
} as const;

export const EXPOSURE_WORDS: Readonly<Record<ExposureResult, string>> = {
  NONE_FOUND: 'a check for earlier marketing found none',
  FOUND: 'a check for earlier marketing found some',
  NOT_PERFORMED: 'no check for earlier marketing was made',
};

export const PROMPTED_WORDS: Readonly<Record<Prompted, string>> = {
  NO: 'nobody had prompted it',
  YES: 'the firm had prompted it',
  UNKNOWN: 'whether somebody had prompted it is not known',
};

const CHANNEL_WORDS: Readonly<Record<Channel, string>> = {
  EMAIL: 'by e-mail',
  SMS: 'by text message',
  PUSH: 'by push notification',
  IN_APP: 'in the app',
  PHONE: 'by telephone',
  CHAT: 'in a chat',
  MEETING: 'in a meeting',
  LETTER: 'by letter',
  WEB: 'on the website',
  SEARCH_AD: 'by a search advertisement',
  DISPLAY_AD: 'by a display advertisement',
  SOCIAL: 'on social media',
  VIDEO: 'by video',
  INFLUENCER_POST: 'by a post of an influencer',
  PRESS: 'in the press',
  EVENT: 'at an event',
  SPONSORSHIP: 'by sponsorship',
  APP_STORE: 'in an app store',
  AFFILIATE_LINK: 'by an affiliate link',
  BROADCAST: 'by broadcast',
  OTHER: 'by another channel',
};

export const channelWords = (channel: string): string => CHANNEL_WORDS[channel as Channel] ?? channel;

const countries = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** "Germany"; what is no code of ISO 3166-1 stays as it is. */
export function countryWords(code: string): string {
  try {
    return countries.of(code) ?? code;
  } catch {
    return code;
  }
}

import { EVENT_TYPES } from '#domain';
import { eventWords, type Names } from './events.js';

const names: Names = { product: (id) => `<${id}>`, request: (id) => `request <${id}>` };
const custody = { service: 'CUSTODY', assetId: 'BTC' };
const of = { clientId: 'c', entityId: 'E', accountId: 'a' };
const mail = { ...of, contactId: 'm', actor: 'FIRM', channel: 'EMAIL', content: 'PROMOTIONAL' };

describe('an event in words', () => {
  it.each([
    [
      'client.onboarded.v1',
      { ...of, kind: 'LEGAL', country: 'LI' },
      'Onboarding',
      'The client, a legal person (Liechtenstein), was taken on by E.',
    ],
    [
      'client.onboarded.v1',
      { ...of, kind: 'NATURAL' },
      'Onboarding',
      'The client, a natural person, was taken on by E.',
    ],
    [
      'client.requested.v1',
      { ...of, requestId: 'r', channel: 'CHAT', offers: [], prompted: 'UNKNOWN', openEnded: true, words: 'What else?' },
      'Client’s request',
      'Asked E in a chat for nothing in particular; whether somebody had prompted it is not known; it was an open question. In the client’s words: “What else?”',
    ],
    [
      'client.narrowed.v1',
      { ...of, requestId: 'r' },
      'Narrowing',
      'The client no longer wants what request <r> was about from E.',
    ],
    [
      'client.narrowed.v1',
      { ...of, offers: [custody] },
      'Narrowing',
      'The client no longer wants custody and administration in respect of BTC from E.',
    ],
    ['client.moved.v1', { clientId: 'c', country: null }, 'Move', 'The client lives in a country that is not known.'],
    ['client.moved.v1', { clientId: 'c', country: 'NOWHERE' }, 'Move', 'The client lives in NOWHERE.'],
    ['client.merged.v1', { clientId: 'c', mergedClientId: 'd' }, 'Merge', 'd turned out to be client c.'],
    ['client.unmerged.v1', { clientId: 'c', mergedClientId: 'd' }, 'Merge undone', 'd turned out not to be client c.'],
    ['relationship.closed.v1', of, 'Closing', 'The relationship with E ended.'],
    ['relationship.reopened.v1', of, 'Re-opening', 'The relationship with E goes on.'],
    ['account.opened.v1', of, 'Account opened', 'Account a with E was opened.'],
    ['account.closed.v1', of, 'Account closed', 'Account a with E was closed.'],
    [
      'account.service-enabled.v1',
      { ...of, offer: custody, enabledBy: 'FIRM', requestId: 'r', purpose: 'EXIT' },
      'Switched on',
      'E switched on custody and administration in respect of BTC, as the firm chose, for request <r>, to leave the relationship.',
    ],
    [
      'account.service-disabled.v1',
      { ...of, offer: custody },
      'Switched off',
      'E switched off custody and administration in respect of BTC.',
    ],
    [
      'account.service-used.v1',
      { ...of, offer: custody, purpose: 'EXIT' },
      'Used',
      'E provided custody and administration in respect of BTC, to leave the relationship.',
    ],
    ['segment.changed.v1', { clientId: 'c', segmentId: 'S', member: false }, 'Segment', 'The client left segment S.'],
    ['fact.retracted.v1', { reason: 'Wrong.', by: 'ann' }, 'Retraction', 'By ann: “Wrong.”'],
    [
      'asset.classified.v1',
      { assetId: 'X', name: 'Xeno', basis: 'CORRECTION' },
      'Classification',
      'X (Xeno) was classified otherwise, since that had been wrong.',
    ],
    [
      'product.defined.v1',
      { name: 'Earn', offers: [custody] },
      'Product',
      'The product “Earn” was defined as custody and administration in respect of BTC.',
    ],
    [
      'product.rolled-out.v1',
      { productId: 'p', audience: { everyone: true, excludeCountries: ['DE', 'FR'] }, visible: true },
      'Roll-out',
      'The product “<p>” was rolled out to everybody but Germany and France, where clients see it.',
    ],
    ['product.withdrawn.v1', { productId: 'p' }, 'Withdrawal', 'The product “<p>” was withdrawn.'],
    ['entity.authorised.v1', { entityId: 'E', authority: 'BaFin' }, 'Authorisation', 'E was authorised by BaFin.'],
    [
      'entity.authorisation-ended.v1',
      { entityId: 'E' },
      'Authorisation ended',
      'E is no longer authorised for some services.',
    ],
    [
      'marketing.contacted.v1',
      { ...mail, content: 'OPERATIONAL', delivery: 'BOUNCED' },
      'Operational message',
      'By e-mail, by the firm, without naming an offer. It bounced.',
    ],
    [
      'marketing.contacted.v1',
      { ...mail, productIds: ['p'], remunerated: true },
      'Promotional message',
      'By e-mail, by the firm, about the product “<p>”, paid for by the firm.',
    ],
    [
      'marketing.contacted.v1',
      { ...mail, content: 'RESPONSE', subject: 'Re: keys' },
      'Reply to the client',
      'By e-mail, by the firm, without naming an offer. Subject: “Re: keys”.',
    ],
    [
      'marketing.campaign-launched.v1',
      { ...mail, content: 'EDUCATIONAL', audience: { countries: ['DE'], clientIds: ['c'] } },
      'Campaign: educational message',
      'By e-mail, by the firm, without naming an offer, to clients by name and Germany.',
    ],
    [
      'marketing.campaign-launched.v1',
      { ...mail, audience: {} },
      'Campaign: promotional message',
      'By e-mail, by the firm, without naming an offer, to nobody who is named.',
    ],
    [
      'marketing.referral-rewarded.v1',
      { ...of, planned: true, promisedAt: '2026-01-01', paidAt: '2026-02-01' },
      'Referral',
      'Somebody was rewarded for referring the client, under a programme; promised on 1 January 2026; paid on 1 February 2026.',
    ],
    [
      'marketing.surface-published.v1',
      { uri: 'x.example', marketingCopy: true, targets: ['DE'], until: '2026-02-01T10:00:00Z' },
      'Website or app',
      'x.example was up with marketing, for Germany, until 1 February 2026, 10:00.',
    ],
    ['of.another.kind.v9', {}, 'of.another.kind.v9', ''],
  ])('%s %j', (type, data, kind, says) => {
    expect(eventWords(type, data, names)).toEqual({ kind, says });
  });

  it('is there for every type', () => {
    const minimal = { offers: [], audience: {}, channel: 'WEB', offer: null, actor: 'FIRM', content: 'RESPONSE' };
    for (const type of EVENT_TYPES) expect(eventWords(type, minimal, names).kind).not.toBe(type);
  });
});

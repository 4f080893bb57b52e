import { explain } from './explain.js';
import { SENTENCES } from './explain-sentences.testkit.js';
import {
  asked,
  authorised,
  BTC,
  classified,
  closed,
  enabled,
  mailed,
  moved,
  narrowed,
  offer,
  onboarded,
  reopened,
  rolledOut,
  USD,
  used,
  verdictOn,
} from './facts.testkit.js';
import type { Judgement } from './judgement.js';

const abroad = onboarded({ country: 'CH' });
const adviceOnly = asked({ offers: [offer('ADVICE')] });
const prompted = asked({ prompted: 'YES' });
const atLeft = { purpose: 'EXIT' };
const EUR = { ...USD, emtCurrency: 'EUR' };

/** Each row with each kind of act that can meet it. */
const CASES: readonly (readonly [name: string, judgement: Judgement])[] = [
  ['1 contact', verdictOn(abroad, mailed())],
  ['1 operational contact', verdictOn(abroad, mailed({ content: 'OPERATIONAL' }))],
  ['1 enablement', verdictOn(abroad, enabled())],
  ['1 use', verdictOn(abroad, used())],
  ['1 roll-out', verdictOn(abroad, rolledOut())],
  ['1 request', verdictOn(abroad, asked())],
  ['2 contact, never told', verdictOn(mailed({ actor: 'AFFILIATE' }))],
  ['2 use, moved', verdictOn(onboarded(), moved(null), used())],
  ['2 request, conflicting', verdictOn(onboarded(), moved('CH', '2026-03-01'), asked({}, '2026-03-01T10:00:00Z'))],
  ['2 enablement, no country', verdictOn(onboarded({ country: 'XX' }), enabled())],
  ['3 contact', verdictOn(onboarded(), authorised(), mailed({ content: 'EDUCATIONAL', linksToPlatform: true }))],
  ['3 enablement', verdictOn(onboarded(), authorised(), enabled())],
  ['3 request', verdictOn(onboarded(), authorised(), asked())],
  ['4 contact, service', verdictOn(onboarded(), asked(), mailed({ offers: [offer('STAKING')] }))],
  ['4 use, asset', verdictOn(onboarded(), asked(), used({ offer: offer('CUSTODY', { class: 'EXCL_FIN_INSTR' }) }))],
  ['4 request', verdictOn(onboarded(), asked({ offers: [offer('STAKING')] }))],
  ['5 operational', verdictOn(onboarded(), mailed({ content: 'OPERATIONAL' }))],
  ['5 operational without an offer', verdictOn(onboarded(), mailed({ content: 'OPERATIONAL', offers: [] }))],
  [
    '5 operational with a link',
    verdictOn(onboarded(), asked(), mailed({ content: 'OPERATIONAL', linksToPlatform: true })),
  ],
  ['5 educational', verdictOn(onboarded(), mailed({ content: 'EDUCATIONAL' }))],
  ['5 independent', verdictOn(onboarded(), mailed({ actor: 'INDEPENDENT' }))],
  ['5 exit, enablement', verdictOn(onboarded(), asked(), closed({ windDown: true }), enabled(atLeft))],
  ['5 exit, use', verdictOn(onboarded(), asked(), closed({ windDown: true }), used(atLeft))],
  ['6 contact', verdictOn(onboarded(), prompted, mailed())],
  ['6 enablement', verdictOn(onboarded(), prompted, enabled())],
  ['6 request, prompted', verdictOn(onboarded(), prompted)],
  ['6 request, solicited', verdictOn(onboarded(), mailed({}, '2026-01-05T00:00:00Z'), asked())],
  ['7 contact, nothing on file', verdictOn(onboarded(), mailed({ actor: 'INFLUENCER' }))],
  ['7 contact, without an offer', verdictOn(onboarded(), mailed({ offers: [] }))],
  ['7 roll-out, nothing on file', verdictOn(onboarded(), rolledOut())],
  ['7 use, closed', verdictOn(onboarded(), asked(), closed(), used())],
  ['7 contact, re-opened', verdictOn(onboarded(), asked(), closed(), reopened(), mailed())],
  ['7 enablement, narrowed', verdictOn(onboarded(), asked(), narrowed({ requestId: 'r1' }, '2026-02-01'), enabled())],
  [
    '7 use, closed and asked for something else',
    verdictOn(
      onboarded(),
      asked(),
      closed(),
      reopened(),
      asked({ offers: [offer('ADVICE')] }, '2026-02-11T00:00:00Z', 'r2'),
      used(),
    ),
  ],
  [
    '8 contact',
    verdictOn(onboarded(), asked(), mailed({ content: 'RESPONSE', requestId: 'r1' }, '2026-01-11T00:00:00Z')),
  ],
  ['8 enablement', verdictOn(onboarded(), asked(), enabled({ requestId: 'r1' }))],
  ['8 request', verdictOn(onboarded(), asked())],
  [
    '9 contact',
    verdictOn(
      onboarded(),
      adviceOnly,
      asked({ prompted: 'YES' }, '2026-02-28T00:00:00Z', 'r2'),
      mailed({ content: 'RESPONSE', requestId: 'r2' }),
    ),
  ],
  [
    '9 enablement',
    verdictOn(
      onboarded(),
      adviceOnly,
      asked({ prompted: 'YES' }, '2026-02-28T00:00:00Z', 'r2'),
      enabled({ requestId: 'r2' }),
    ),
  ],
  [
    '9 request',
    verdictOn(onboarded(), adviceOnly, mailed({}, '2026-02-27T00:00:00Z'), asked({}, '2026-02-28T00:00:00Z', 'r2')),
  ],
  ['10 enablement', verdictOn(onboarded(), asked(), enabled())],
  ['10 use', verdictOn(onboarded(), asked(), used())],
  ['10 roll-out', verdictOn(onboarded(), asked(), rolledOut())],
  ['11 contact', verdictOn(onboarded(), asked(), mailed({ requestId: 'r1' }, '2026-01-12T00:00:00Z'))],
  ['12 contact', verdictOn(onboarded(), asked(), mailed({ delivery: 'BOUNCED' }))],
  [
    '13 new currency',
    verdictOn(
      onboarded(),
      classified('USDT', USD),
      classified('EURI', EUR),
      asked({ offers: [{ service: 'CUSTODY', assetId: 'USDT' }] }),
      mailed({ offers: [{ service: 'CUSTODY', assetId: 'EURI' }] }),
    ),
  ],
  [
    '13 new technology and liquidity',
    verdictOn(
      onboarded(),
      asked(),
      mailed({ offers: [offer('CUSTODY', { ...BTC, technologies: ['Solana', 'Ethereum'], liquidity: 'ILLIQUID' })] }),
    ),
  ],
  [
    '13 new service and class',
    verdictOn(onboarded(), asked(), mailed({ offers: [offer('ADVICE', { ...BTC, class: 'UTILITY' })] })),
  ],
  [
    '13 new combination',
    verdictOn(
      onboarded(),
      asked({ offers: [offer('ADVICE', USD), offer('CUSTODY')] }),
      mailed({ offers: [offer('CUSTODY', USD)] }),
    ),
  ],
  ['13 nothing to compare with', verdictOn(onboarded(), asked(), narrowed({ requestId: 'r1' }), mailed())],
  [
    '14 enablement, new backing',
    verdictOn(
      onboarded(),
      asked({ offers: [offer('CUSTODY', { ...BTC, class: 'ART', artBacking: 'FIAT_PREDOMINANT' })] }),
      enabled({ offer: offer('CUSTODY', { ...BTC, class: 'ART', artBacking: 'CRYPTO_SIGNIFICANT' }) }),
    ),
  ],
  ['14 use, new service', verdictOn(onboarded(), asked(), used({ offer: offer('ADVICE') }))],
  ['14 roll-out, new class', verdictOn(onboarded(), asked(), rolledOut(EUR))],
  ['15 request, prompted unknown', verdictOn(onboarded(), asked({ prompted: 'UNKNOWN', channel: 'SEARCH_AD' }))],
  ['15 request, open order', verdictOn(onboarded(), mailed({}, '2026-01-10'), asked())],
  [
    '15 reply to an undetermined request',
    verdictOn(
      onboarded(),
      asked({ prompted: 'UNKNOWN' }),
      mailed({ content: 'RESPONSE', requestId: 'r1' }, '2026-01-11T00:00:00Z'),
    ),
  ],
  [
    '15 contact, window open',
    verdictOn(onboarded(), asked({}, '2026-01-10'), mailed({ requestId: 'r1' }, '2026-01-20T12:00:00Z')),
  ],
  [
    '15 contact, unknown facet',
    verdictOn(
      onboarded(),
      asked({ offers: [offer('CUSTODY', { class: 'EMT' })] }),
      mailed({ offers: [offer('CUSTODY', { ...EUR, liquidity: 'UNKNOWN' })] }),
    ),
  ],
  [
    '15 contact, classification open',
    verdictOn(
      onboarded(),
      classified('X', USD),
      classified('X', EUR, '2026-03-01', 'CHANGED'),
      asked({ offers: [offer('CUSTODY', USD)] }),
      mailed({ offers: [{ service: 'CUSTODY', assetId: 'X' }] }),
    ),
  ],
  ['15 contact without an offer', verdictOn(onboarded(), asked(), mailed({ offers: [] }))],
  ['15 contact, product undefined', verdictOn(onboarded(), asked(), mailed({ offers: [], productIds: ['Q'] }))],
  ['15 use, order with the request open', verdictOn(onboarded(), asked({}, '2026-03-01'), used())],
  ['15 use, closing open', verdictOn(onboarded(), asked(), closed({}, '2026-03-01'), used())],
  ['15 use, narrowing open', verdictOn(onboarded(), asked(), narrowed({ requestId: 'r1' }, '2026-03-01'), used())],
  [
    '15 use, re-opening open',
    verdictOn(onboarded(), asked(), closed(), reopened('2026-03-01'), asked({}, '2026-02-20T00:00:00Z', 'r2'), used()),
  ],
  ['15 use, frozen', verdictOn(abroad, enabled({}, '2026-01-05T00:00:00Z'), moved('DE'), used())],
  ['15 roll-out, authorisation open', verdictOn(onboarded(), authorised({}, '2026-03-01'), rolledOut())],
  [
    '15 contact, class open',
    verdictOn(
      onboarded(),
      classified('X', BTC),
      classified('X', { class: 'EXCL_FIN_INSTR' }, '2026-03-01', 'CHANGED'),
      mailed({ offers: [{ service: 'CUSTODY', assetId: 'X' }] }),
    ),
  ],
  [
    '15 operational contact that links',
    verdictOn(
      onboarded(),
      asked(),
      mailed({ content: 'OPERATIONAL', linksToPlatform: true, offers: [offer('ADVICE')] }),
    ),
  ],
];

describe('a verdict explained', () => {
  it.each(CASES)('%s', (name, judgement) => {
    expect([explain(judgement), explain(judgement, 'PLANNED')]).toEqual(SENTENCES[name]);
  });

  it('has a sentence for each row', () => {
    expect(Object.keys(SENTENCES)).toEqual(CASES.map(([name]) => name));
    expect(new Set(CASES.map(([, { row }]) => row)).size).toBe(15);
    for (const [name, { row }] of CASES) expect(name).toMatch(new RegExp(`^${row} `));
  });

  it('gives what makes a type new as data too, with both values and the request', () => {
    const judgement = CASES.find(([name]) => name === '13 new currency')?.[1];
    expect(judgement?.differences).toEqual([
      {
        facet: 'emtCurrency',
        offered: ['EUR'],
        requested: ['USD'],
        offeredAsset: 'EURI',
        requestedAsset: 'USDT',
        requests: [{ source: 's', id: 'r1' }],
      },
    ]);
  });

  it('names what a type differs from least', () => {
    const stable = asked({ offers: [offer('ADVICE', BTC), offer('CUSTODY', BTC), offer('CUSTODY', USD)] });
    const { differences } = verdictOn(onboarded(), stable, mailed({ offers: [offer('CUSTODY', EUR)] }));
    expect(differences.map(({ facet, offered, requested }) => [facet, offered, requested])).toEqual([
      ['emtCurrency', ['EUR'], ['USD']],
    ]);
  });
});

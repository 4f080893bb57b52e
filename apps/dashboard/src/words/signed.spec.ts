import type { Alert, TimelineItem } from '../api/types';
import { signedSentence } from './signed';
import { showZone } from './zone';

const alert = (over: Partial<Alert> = {}): Alert =>
  ({
    kind: 'MARKETED',
    verdict: 'BREACH_61_2',
    effectiveAt: '2026-05-03T12:00:00.000Z',
    entityId: 'ENT-1',
    survivorId: 'c-1042',
    offer: { service: 'EXCH_CRYPTO', assetId: 'ETH' },
    reasons: [
      { source: 's', id: 'mail' },
      { source: 's', id: 'request' },
    ],
    citations: [{ article: 'MiCA, Article 61(2)', sourceStatus: 'primary' }],
    newService: true,
    newAssetType: false,
    ...over,
  }) as Alert;

const request = (id: string, at: string, data: object = {}): TimelineItem =>
  ({
    source: 's',
    id,
    type: 'io.scopewatch.client.requested.v1',
    effectiveAt: at,
    retracted: false,
    data: { entityId: 'ENT-1', offers: [{ service: 'CUSTODY', assetId: 'BTC' }], ...data },
  }) as unknown as TimelineItem;

const FIRST = request('request', '2026-03-02', { words: 'Please keep my BTC' });
const OTHERS = [request('other', '2026-03-01'), request('elsewhere', '2026-02-01', { entityId: 'ENT-2' })];

describe('a sentence that can be signed', () => {
  beforeAll(() => showZone('Europe/Berlin'));
  afterAll(() => showZone(null));

  it('says who did what when, what the client had asked for when and in which words, and by which law', () => {
    expect(signedSentence(alert(), [...OTHERS, FIRST])).toEqual({
      finding:
        'On 3 May 2026, 14:00 (+02:00) ENT-1 marketed exchange for crypto in respect of ETH to client c-1042, whose own request of 2 Mar 2026 asked for custody in respect of BTC. That is a type of crypto-asset or service which the client had not asked for. The service is new to the client; the type of asset is not.',
      requests: [{ at: '2026-03-02', what: 'custody in respect of BTC', words: 'Please keep my BTC' }],
      law: ['MiCA, Article 61(2)'],
    });
  });

  it('has no codes in it, whatever was done', () => {
    for (const kind of ['MARKETED', 'ENABLED', 'ROLLED_OUT', 'USED', 'REQUESTED'] as const)
      for (const verdict of ['BREACH_61_2', 'DEFEATS_61_1', 'NO_BASIS', 'NEEDS_REVIEW', 'OTHER_REGIME'] as const) {
        const { finding } = signedSentence(alert({ kind, verdict, newService: null }), [FIRST]);
        expect(finding).not.toMatch(/[A-Z]{2,}_|row|undefined|null/);
        expect(finding).toMatch(/\.$/);
      }
  });

  it('names the first request on file where the verdict names none, and says where there is none', () => {
    const unnamed = alert({ reasons: [] });
    expect(signedSentence(unnamed, [...OTHERS, FIRST]).requests.map(({ at }) => at)).toEqual(['2026-03-01']);
    const { finding } = signedSentence(alert({ verdict: 'NO_BASIS', kind: 'ENABLED', newService: null }), []);
    expect(finding).toBe(
      'On 3 May 2026, 14:00 (+02:00) exchange for crypto in respect of ETH was switched on for client c-1042 by ENT-1, of whom no own request is on file that it could rest on. No request of the client that still held covered it.',
    );
  });

  it('holds nothing that was taken back against it', () => {
    expect(signedSentence(alert(), [{ ...FIRST, retracted: true }]).requests).toEqual([]);
  });
});

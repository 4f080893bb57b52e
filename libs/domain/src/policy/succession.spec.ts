import fc from 'fast-check';
import { alertsOf } from '../alerts/alert.js';
import { judgeBook, judgeClients, partitionEvents } from '../rules/book.js';
import { PolicyError, type PolicyPack } from './policy.js';
import { recorded, shippedPolicy, streams, successivePolicies, type Unrecorded } from '../rules/stream.testkit.js';
import { compileSuccession, succession, versionFor } from './succession.js';

const shipped = shippedPolicy().pack;
const pack = (version: string, actsFrom?: string, change: Partial<PolicyPack> = {}): PolicyPack => ({
  ...shipped,
  version,
  actsFrom,
  ...change,
});
const versions = (packs: readonly PolicyPack[]): string[] => packs.map(({ version }) => version);
const problems = (...packs: readonly PolicyPack[]): string => {
  try {
    compileSuccession(packs);
  } catch (error) {
    if (error instanceof PolicyError) return error.message;
    throw error;
  }
  return '';
};

describe('a pack that comes into force', () => {
  const [a, b, c] = [pack('a'), pack('b', '2026-02-01'), pack('c', '2026-03-01')];

  it('judges every act, unless it says from when on', () => {
    expect(versions(succession([a, b], pack('d')))).toEqual(['d']);
    expect(versions(succession([], b))).toEqual(['b']);
    expect(versions(succession([a], b))).toEqual(['a', 'b']);
    expect(versions(succession([a, b], c))).toEqual(['a', 'b', 'c']);
  });

  it('takes the place of those that would have judged from a later date on, and of itself', () => {
    expect(versions(succession([a, b, c], pack('d', '2026-02-15')))).toEqual(['a', 'b', 'd']);
    expect(versions(succession([a, b, c], pack('d', '2026-02-01')))).toEqual(['a', 'd']);
    expect(versions(succession([a, b, c], b))).toEqual(['a', 'b']);
    // Whatever is older than the first one's date is judged by it all the same.
    expect(versions(succession([b], pack('d', '2026-01-01')))).toEqual(['b', 'd']);
  });

  it('must follow in order, and stand there once', () => {
    expect(problems(a, b, c)).toBe('');
    expect(problems()).toContain('no pack');
    expect(problems(a, pack('d'))).toContain('d comes after a, so it must say actsFrom');
    expect(problems(a, c, b)).toContain('b must judge acts from a later date on than c');
    expect(problems(a, b, pack('a', '2026-04-01'))).toContain('a stands there twice');
    expect(problems(pack('d', '2026-02-30'))).toContain('actsFrom is 2026-02-30');
  });
});

describe('judging by packs in succession', () => {
  const custody = { service: 'CUSTODY', assetType: { class: 'OTHER', technologies: ['BTC'], liquidity: 'LIQUID' } };
  const other = { ...custody, service: 'ADVICE' };
  const factOf = (id: string, type: Unrecorded['type'], effectiveAt: string, data: object): Unrecorded => ({
    id,
    type,
    data: { clientId: 'c', entityId: 'E', effectiveAt, ...data },
  });
  const onboarded = (country: string): Unrecorded =>
    factOf('on', 'client.onboarded.v1', '2025-12-01', { kind: 'NATURAL', country });
  const asked = factOf('r', 'client.requested.v1', '2025-12-02T00:00:00Z', {
    requestId: 'r',
    requestedAt: '2025-12-02T00:00:00Z',
    channel: 'WEB',
    offers: [custody],
    prompted: 'NO',
  });
  const mailed = (id: string, at: string, offer: object = other): Unrecorded =>
    factOf(id, 'marketing.contacted.v1', at, {
      contactId: id,
      actor: 'FIRM',
      channel: 'EMAIL',
      content: 'PROMOTIONAL',
      delivery: 'DELIVERED',
      offers: [offer],
    });
  const later = pack('later', '2026-02-01', {
    severities: { ...shipped.severities, BREACH_61_2: 'medium' },
    citations: { ...shipped.citations, BREACH_61_2: [{ article: 'New law, Article 1', sourceStatus: 'secondary' }] },
    perimeter: [...shipped.perimeter, { country: 'CH', from: '2025-01-01', sourceStatus: 'secondary' }],
    windowHours: 24,
  });
  const policy = compileSuccession([pack('first'), later]);
  const said = (...stream: readonly Unrecorded[]) =>
    judgeBook(recorded(stream), policy).map((j) => [j.act.identity.id, j.verdict, j.severity, j.policyVersion]);

  it('judges an act by the pack in effect at its time, on what was on file by the other', () => {
    expect(
      said(onboarded('DE'), asked, mailed('m1', '2026-01-31T23:59:59.999Z'), mailed('m2', '2026-02-01T00:00:00Z')),
    ).toEqual([
      ['r', 'CLIENT_INITIATED', null, 'first'],
      ['m1', 'BREACH_61_2', 'critical', 'first'],
      ['m2', 'BREACH_61_2', 'medium', 'later'],
    ]);
    expect(said(onboarded('DE'), asked, mailed('m', '2026-02-01')).at(-1)?.[3]).toBe('later');
    expect(said(onboarded('DE'), asked, mailed('m', '2026-02-01T00:30:00+01:00')).at(-1)?.[3]).toBe('first');
  });

  it('cites the law of the pack that judged', () => {
    const events = recorded([onboarded('DE'), asked, mailed('m1', '2026-01-15'), mailed('m2', '2026-02-15')]);
    const judged = judgeClients(partitionEvents(events), policy).get('c');
    const alerts = [...alertsOf(judged?.judgements ?? [], policy).values()];
    expect(alerts.map((a) => [a.policyVersion, a.citations[0]?.article])).toEqual([
      ['first', shipped.citations.BREACH_61_2[0]?.article],
      ['later', 'New law, Article 1'],
    ]);
    expect(alerts.every((a) => versionFor(policy, a.act.effectiveAt) === a.policyVersion)).toBe(true);
  });

  it('draws the perimeter as it was drawn at the time', () => {
    expect(said(onboarded('CH'), asked, mailed('m1', '2026-01-15'), mailed('m2', '2026-02-15'))).toEqual([
      ['r', 'OUT_OF_PERIMETER', null, 'first'],
      ['m1', 'OUT_OF_PERIMETER', null, 'first'],
      ['m2', 'BREACH_61_2', 'medium', 'later'],
    ]);
  });

  it('lets what is shown in a country solicit there from the day on which a pack takes the country in', () => {
    const surface: Unrecorded = {
      id: 'site',
      type: 'marketing.surface-published.v1',
      data: { surfaceId: 'site', kind: 'WEBSITE', targets: ['CH'], marketingCopy: true, effectiveAt: '2026-01-01' },
    };
    const request = (at: string): Unrecorded => ({
      ...asked,
      data: { ...asked.data, requestedAt: at, effectiveAt: at },
    });
    expect(said(onboarded('CH'), surface, request('2026-01-20T00:00:00Z'))[0]?.[1]).toBe('OUT_OF_PERIMETER');
    expect(said(onboarded('CH'), surface, request('2026-02-20T00:00:00Z'))[0]?.[1]).toBe('DEFEATS_61_1');
  });

  it('equals each pack by itself where acts lie on one side alone', () => {
    const successive = successivePolicies();
    const [before, after] = successive.packs.map((p) => compileSuccession([p]));
    const variants: Record<string, number> = { before: 0, after: 0 };
    fc.assert(
      fc.property(streams, (stream) => {
        const events = recorded(stream);
        const by = (p = successive) =>
          judgeBook(events, p).map((j) => JSON.stringify([j.act.identity, j.offer, j.verdict, j.severity, j.reasons]));
        const versionsSeen = new Set(judgeBook(events, successive).map((j) => j.policyVersion));
        // Surfaces and referrals may lie on the other side though no act does.
        if (versionsSeen.size !== 1 || stream.some((t) => AMBIENT.includes(t.type))) return;
        const isBefore = versionsSeen.has(before?.version ?? '');
        expect(by()).toEqual(by(isBefore ? before : after));
        variants[isBefore ? 'before' : 'after'] = 1 + (variants[isBefore ? 'before' : 'after'] ?? 0);
      }),
      { numRuns: 1500 },
    );
    expect(variants['before']).toBeGreaterThan(10);
    expect(variants['after']).toBeGreaterThan(10);
  });
});

const AMBIENT: readonly string[] = [
  'marketing.surface-published.v1',
  'marketing.referral-rewarded.v1',
  'marketing.campaign-launched.v1',
];

import { judge, partitionEvents, type ClientState, type Recorded } from '#domain';
import {
  asked,
  authorised,
  BTC,
  classified,
  joined,
  launched,
  merged,
  onboarded,
  retracted,
  rolledOut,
  USD,
} from '../../domain/src/rules/facts.testkit';
import { recorded, shippedPolicy, type Unrecorded } from '../../domain/src/rules/stream.testkit';
import { SharedFacts, unretractedFacts } from './shared-facts';

const policy = shippedPolicy();

/** Facts as they were recorded, with positions from one on. */
const facts = (...stream: (Unrecorded | Unrecorded[])[]): Recorded[] => recorded(stream.flat());

/** The state of a client judged by what is shared so far. */
function stateOf(clientId: string, own: readonly Recorded[], shared: SharedFacts): ClientState {
  const { clientFacts } = partitionEvents(own);
  return judge(clientId, shared.clientMerges.membersOf(clientId), clientFacts, shared.catalogue, policy).state;
}

const own = facts(onboarded(), asked());
const custodyOfDollars = { offers: [{ service: 'CUSTODY', assetId: 'USDX' }] };

describe('what all clients share', () => {
  it('is the same whether it came at once or one by one', () => {
    const all = facts(classified('USDX', USD), merged('d'), rolledOut(), authorised(), retracted('mg'));
    const atOnce = SharedFacts.of(all);
    const oneByOne = all.reduce((shared, event) => shared.with([event]), SharedFacts.NONE);
    expect(oneByOne.version).toBe(atOnce.version);
    expect(oneByOne.events).toEqual(atOnce.events);
    expect(oneByOne.sorted).toEqual(atOnce.sorted);
    expect(oneByOne.clientMerges.survivorOf('d')).toBe('d');
    expect(atOnce.clientMerges.survivorOf('d')).toBe('d');
  });

  it('has as its version the newest event or activation, and never an older one', () => {
    const [one] = facts(classified('USDX', USD));
    if (one === undefined) throw new Error('There is a fact.');
    const shared = SharedFacts.NONE.with([one], [7]);
    expect([SharedFacts.NONE.version, shared.version, shared.with([]).version]).toEqual([0, 7, 7]);
    expect([shared.activatedSince(6), shared.activatedSince(7)]).toEqual([7, null]);
  });

  it('touches the clients whose facts refer to what changed, and no others', () => {
    const shared = SharedFacts.NONE.with(facts(classified('USDX', USD)));
    const holder = stateOf('c', facts(onboarded(), asked(custodyOfDollars)), SharedFacts.NONE);
    const stranger = stateOf('c', own, SharedFacts.NONE);
    expect([shared.affectedSince(0, holder), shared.affectedSince(0, stranger)]).toEqual([true, false]);
    // Whoever was judged with it has nothing to hear.
    expect(shared.affectedSince(shared.version, holder)).toBe(false);
  });

  it('touches everybody where a pack came into force', () => {
    const shared = SharedFacts.NONE.with([], [3]);
    const state = stateOf('c', own, SharedFacts.NONE);
    expect([shared.affectedSince(2, state), shared.affectedSince(3, state)]).toEqual([true, false]);
  });

  it('reaches by a campaign whoever it names under any id that they ever had', () => {
    const [merge, campaign] = facts(merged('d'), launched({ clientIds: ['d'] }));
    if (merge === undefined || campaign === undefined) throw new Error('There are two facts.');
    const shared = SharedFacts.NONE.with([merge]).with([campaign]);
    expect([...shared.affectedBy(campaign).clientIds].sort()).toEqual(['c', 'd']);
  });

  it('touches by a retraction whom the fact had touched', () => {
    const all = facts(classified('USDX', USD), retracted('USDX-2026-01-01T00:00:00Z'));
    const shared = SharedFacts.of(all);
    const [, retraction] = all;
    if (retraction === undefined) throw new Error('There is a retraction.');
    expect(shared.affectedBy(retraction).refs).toEqual(['a:USDX']);
  });

  it('knows the merge that a retraction takes away, and takes no other fact for one', () => {
    const shared = SharedFacts.of(facts(merged('d'), classified('BTC', BTC)));
    const [ofMerge, ofAsset] = partitionEvents(
      facts(retracted('mg'), retracted('BTC-2026-01-01T00:00:00Z')),
    ).retractions;
    if (ofMerge === undefined || ofAsset === undefined) throw new Error('There are two retractions.');
    expect(shared.mergeRetractedBy(ofMerge)?.data.mergedClientId).toBe('d');
    expect(shared.mergeRetractedBy(ofAsset)).toBeUndefined();
  });

  it('leaves a client without the facts that were retracted, and gives what is left to the survivor', () => {
    const shared = SharedFacts.of(facts(merged('d'), retracted('r1')));
    const events = facts(onboarded(), asked(), joined(), onboarded({ clientId: 'd' }));
    const unretracted = unretractedFacts(events, shared);
    expect([...unretracted.keys()]).toEqual(['c']);
    expect(unretracted.get('c')?.map(({ type }) => type)).toEqual([
      'client.onboarded.v1',
      'segment.changed.v1',
      'client.onboarded.v1',
    ]);
  });

  /** How often anything of one fact is read while so many become known at once; a few of each kind. */
  function readsAmong(count: number): number {
    const all = facts(
      Array.from({ length: count }, (_, i) => [
        classified(`A${i}`, BTC),
        ...rolledOut().map((fact) => ({ ...fact, id: `${fact.id}${i}`, data: { ...fact.data, productId: `P${i}` } })),
        { ...launched({ clientIds: ['c'] }, { campaignId: `k${i}`, productIds: [`P${i}`] }), id: `ca${i}` },
        { ...merged(`d${i}`), id: `mg${i}` },
        retracted(`ca${i}`),
        retracted(`mg${i}`),
      ]).flat(),
    );
    let reads = 0;
    const watched = <T extends object>(of: T): T =>
      new Proxy(of, {
        get(target, name, receiver) {
          reads += 1;
          return Reflect.get(target, name, receiver) as unknown;
        },
      });
    const one = all.findIndex(({ type }) => type === 'marketing.campaign-launched.v1');
    const shared = SharedFacts.NONE.with(all.map((event, i) => (i === one ? watched(event) : event)));
    for (const event of all) shared.affectedBy(event);
    for (const retraction of partitionEvents(all).retractions) shared.mergeRetractedBy(retraction);
    return reads;
  }

  it('reads each fact as often however many become known with it', () => {
    // But for sorting, which reads one more often by the logarithm.
    expect(readsAmong(300)).toBeLessThan(2 * readsAmong(30));
  });
});

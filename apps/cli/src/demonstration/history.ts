import { iso, tell, type Known } from './cloud-event.js';
import { clientStory, makeClient, mistakes, type DemoClient } from './client-story.js';
import { leadClients } from './lead-clients.js';
import { ALPENHOF, opening, OPENING_DAYS, STRAITS } from './market.js';
import { Random } from './random.js';

const DAY = 86_400_000;
const YEAR_DAYS = 365;
const MARKETING = 'urn:demo:marketing';
const PRODUCT = 'urn:demo:product';
const REFERENCE = 'urn:demo:reference-data';
const CRM = 'urn:demo:crm';

export interface HistoryOptions {
  readonly seed: number;
  /** End of the story, in ms since 1970. */
  readonly now: number;
  readonly clients: number;
}

export interface History {
  /** Begin and end of the story, in ms since 1970. */
  readonly start: number;
  readonly now: number;
  readonly book: readonly DemoClient[];
  /** In the order in which it became known. */
  readonly events: readonly Known[];
}

/** Before anything of a story that ends then became known; both in ms since 1970. */
export const opensAt = (now: number): number => now - (YEAR_DAYS + OPENING_DAYS + 1) * DAY;

/** A year of a firm that is mostly careful, and of what went wrong all the same. The same for the same options. */
export function history({ seed, now, clients }: HistoryOptions): History {
  const random = new Random(seed);
  const start = now - YEAR_DAYS * DAY;
  const book = Array.from({ length: clients }, (_, i) => makeClient(i, start, now, random));
  const known: Known[] = [...opening(start)];
  for (const client of book) known.push(...clientStory(client, now, random));
  known.push(...leadClients(start));
  known.push(...campaigns(book, start), ...shelfChanges(now), ...merges(book, now), ...mistakes(book, now, random));
  // Producers repeat themselves: now and then the very same fact comes twice.
  const repeated = known.filter(() => random.chance(0.0006)).map(({ at, event }) => ({ at: at + 60_000, event }));
  // What is told at one moment stays in the order of the story.
  const events = [...known, ...repeated].filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
  return { start, now, book, events };
}

/** Campaigns and roll-outs: each one event, and an incident where it reached whom it should not have. */
function* campaigns(book: readonly DemoClient[], start: number): Generator<Known> {
  const day = (n: number): number => start + n * DAY + 9 * 3_600_000;
  const segment = function* (segmentId: string, at: number, members: readonly DemoClient[]): Generator<Known> {
    for (const { clientId } of members)
      yield tell(CRM, `${segmentId}-${clientId}`, 'segment.changed.v1', at, { clientId, segmentId, member: true });
  };
  const of = (entityId: string, by: number, from: number): DemoClient[] =>
    book.filter((c) => c.entityId === entityId && c.onboardedAt < from).slice(0, by);

  yield* segment('euro-savers', day(100), of(ALPENHOF, 36, day(95)));
  yield tell(MARKETING, 'campaign-euro-savings', 'marketing.campaign-launched.v1', day(120), {
    campaignId: 'euro-savings-spring',
    entityId: ALPENHOF,
    actor: 'FIRM',
    channel: 'EMAIL',
    content: 'PROMOTIONAL',
    offers: [{ service: 'EXCH_FUNDS', assetId: 'EURC' }],
    audience: { segmentIds: ['euro-savers'], excludeCountries: ['CH', 'GB'] },
  });
  yield* segment('active-traders', day(150), of(STRAITS, 30, day(140)));
  yield tell(PRODUCT, 'rollout-perps-tab', 'product.rolled-out.v1', day(170), {
    productId: 'perps',
    audience: { segmentIds: ['active-traders'] },
    visible: true,
  });
  yield tell(MARKETING, 'campaign-earn', 'marketing.campaign-launched.v1', day(205), {
    campaignId: 'earn-summer',
    entityId: STRAITS,
    actor: 'AFFILIATE',
    channel: 'PUSH',
    content: 'PROMOTIONAL',
    productIds: ['earn'],
    audience: { segmentIds: ['active-traders'], countries: ['DE', 'FR', 'IT', 'ES'] },
  });
  // Told three weeks after it ran: whom it reached is judged again.
  yield tell(
    MARKETING,
    'campaign-autumn-gold',
    'marketing.campaign-launched.v1',
    day(285),
    {
      campaignId: 'autumn-gold',
      entityId: ALPENHOF,
      actor: 'FIRM',
      channel: 'EMAIL',
      content: 'PROMOTIONAL',
      offers: [{ service: 'CUSTODY', assetId: 'XAUT' }],
      audience: { countries: ['LT'] },
    },
    iso(day(264)),
  );
  yield tell(MARKETING, 'campaign-education', 'marketing.campaign-launched.v1', day(230), {
    campaignId: 'security-week',
    entityId: ALPENHOF,
    actor: 'FIRM',
    channel: 'EMAIL',
    content: 'EDUCATIONAL',
    audience: { everyone: true },
  });
  yield tell(MARKETING, 'campaign-tallinn', 'marketing.campaign-launched.v1', day(60), {
    campaignId: 'tallinn-meetup',
    entityId: STRAITS,
    actor: 'INFLUENCER',
    channel: 'SOCIAL',
    content: 'PROMOTIONAL',
    remunerated: true,
    offers: [{ service: 'EXCH_CRYPTO', assetId: 'SOL' }],
    audience: { countries: ['EE'] },
    until: iso(day(80)),
  });
  yield tell(PRODUCT, 'rollout-otc', 'product.rolled-out.v1', day(310), {
    productId: 'otc',
    audience: { countries: ['LI'] },
    visible: false,
  });
  yield tell(MARKETING, 'surface-lt', 'marketing.surface-published.v1', day(40), {
    surfaceId: 'site-lt',
    entityId: STRAITS,
    uri: 'https://straits.example/lt',
    kind: 'SITE',
    languages: ['lt'],
    marketingCopy: true,
    targets: ['LT'],
  });
  yield tell(MARKETING, 'surface-lt-blocked', 'marketing.surface-published.v1', day(75), {
    surfaceId: 'site-lt',
    entityId: STRAITS,
    uri: 'https://straits.example/lt',
    kind: 'SITE',
    languages: ['lt'],
    marketingCopy: true,
    targets: ['LT'],
    geoBlocked: ['LT'],
  });
}

/** Changes in what is on the shelf: authorisation, classifications that changed or had been wrong. */
function* shelfChanges(now: number): Generator<Known> {
  yield tell(PRODUCT, 'casp-alpenhof', 'entity.authorised.v1', now - 30 * DAY, {
    entityId: ALPENHOF,
    services: ['ADVICE'],
    authority: 'Demo authority',
    reference: 'CASP-0001',
  });
  yield tell(REFERENCE, 'asset-UNI-2', 'asset.classified.v1', now - 80 * DAY, {
    assetId: 'UNI',
    name: 'Uniswap',
    assetType: { class: 'OTHER', technologies: ['ETHEREUM'], liquidity: 'LIQUID' },
    basis: 'CHANGED',
  });
  yield tell(REFERENCE, 'asset-LINK-2', 'asset.classified.v1', now - 45 * DAY, {
    assetId: 'LINK',
    name: 'Chainlink',
    assetType: { class: 'OTHER', technologies: ['ETHEREUM'], liquidity: 'LIQUID' },
    basis: 'CORRECTION',
  });
}

/** Ids that turned out to be one client; one pair after all was not. */
function* merges(book: readonly DemoClient[], now: number): Generator<Known> {
  for (let i = 0; i < 6; i += 1) {
    const [one, other] = [book[40 + i * 7], book[43 + i * 7]];
    if (one === undefined || other === undefined) return;
    const pair = { clientId: one.clientId, mergedClientId: other.clientId };
    yield tell(CRM, `merge-${i}`, 'client.merged.v1', now - (60 - i * 8) * DAY, pair);
    if (i === 0) yield tell(CRM, `unmerge-${i}`, 'client.unmerged.v1', now - 20 * DAY, pair);
  }
}

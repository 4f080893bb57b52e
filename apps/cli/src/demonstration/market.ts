import type { AssetType, Offer } from '#domain';
import { iso, tell, type Known } from './cloud-event.js';

const DAY = 86_400_000;
/** The shelf is filled so long before the story begins. */
export const OPENING_DAYS = 40;

/** The two legal entities of one group outside the Union that serve the clients. */
export const ALPENHOF = 'alpenhof-zug';
export const STRAITS = 'straits-singapore';

const crypto = (technology: string): AssetType => ({ class: 'OTHER', technologies: [technology], liquidity: 'LIQUID' });
const utility = (technology: string): AssetType => ({
  class: 'UTILITY',
  technologies: [technology],
  liquidity: 'LIQUID',
});
const dollar = (...technologies: string[]): AssetType => ({
  class: 'EMT',
  emtCurrency: 'USD',
  technologies,
  liquidity: 'LIQUID',
});

const ASSETS: readonly (readonly [id: string, name: string, type: AssetType])[] = [
  ['BTC', 'Bitcoin', crypto('BITCOIN')],
  ['ETH', 'Ether', crypto('ETHEREUM')],
  ['SOL', 'Solana', crypto('SOLANA')],
  ['XRP', 'XRP', crypto('XRPL')],
  ['ADA', 'Cardano', crypto('CARDANO')],
  ['LTC', 'Litecoin', crypto('LITECOIN')],
  ['LINK', 'Chainlink', utility('ETHEREUM')],
  ['UNI', 'Uniswap', utility('ETHEREUM')],
  ['USDC', 'USD Coin', dollar('ETHEREUM', 'SOLANA')],
  ['USDT', 'Tether', dollar('ETHEREUM', 'TRON')],
  ['EURC', 'Euro Coin', { class: 'EMT', emtCurrency: 'EUR', technologies: ['ETHEREUM'], liquidity: 'LIQUID' }],
  [
    'XAUT',
    'Tether Gold',
    { class: 'ART', artBacking: 'COMMODITY_OTHER', technologies: ['ETHEREUM'], liquidity: 'LIQUID' },
  ],
  ['PUNKS', 'CryptoPunks', { class: 'EXCL_NFT', technologies: ['ETHEREUM'], liquidity: 'ILLIQUID' }],
  ['AAPLX', 'Tokenised Apple share', { class: 'EXCL_FIN_INSTR', technologies: ['SOLANA'], liquidity: 'LIQUID' }],
];

/** What clients typically ask for first. */
export const FIRST_WISHES: readonly (readonly [readonly Offer[], number])[] = [
  [[{ service: 'CUSTODY', assetId: 'BTC' }], 30],
  [
    [
      { service: 'CUSTODY', assetId: 'BTC' },
      { service: 'EXCH_FUNDS', assetId: 'BTC' },
    ],
    25,
  ],
  [[{ service: 'EXCH_FUNDS', assetId: 'ETH' }], 12],
  [
    [
      { service: 'CUSTODY', assetId: 'ETH' },
      { service: 'EXCH_CRYPTO', assetId: 'ETH' },
    ],
    10,
  ],
  [
    [
      { service: 'TRANSFER', assetId: 'USDC' },
      { service: 'CUSTODY', assetId: 'USDC' },
    ],
    10,
  ],
  [[{ service: 'EXECUTION', assetId: 'BTC' }], 6],
  [[{ service: 'EXCH_FUNDS', assetId: 'EURC' }], 4],
  [[{ service: 'PORTFOLIO', assetId: 'BTC' }], 3],
];

/** What a relationship drifts into when nobody watches. */
export const DRIFTS: readonly (readonly [Offer, number])[] = [
  [{ service: 'EXCH_FUNDS', assetId: 'SOL' }, 18],
  [{ service: 'EXCH_CRYPTO', assetId: 'LINK' }, 12],
  [{ service: 'CUSTODY', assetId: 'XAUT' }, 12],
  [{ service: 'PORTFOLIO', assetId: 'ETH' }, 12],
  [{ service: 'ADVICE', assetId: 'BTC' }, 10],
  [{ service: 'DERIVATIVES', assetId: 'BTC' }, 14],
  [{ service: 'STAKING', assetId: 'ETH' }, 10],
  [{ service: 'LENDING_BORROWING', assetId: 'USDC' }, 6],
  [{ service: 'TRANSFER', assetId: 'USDT' }, 8],
  [{ service: 'CUSTODY', assetId: 'PUNKS' }, 4],
  [{ service: 'EXCH_FUNDS', assetId: 'MEME' }, 4],
];

/** What is on the shelf before the story begins: classified assets and products. */
export function* opening(start: number): Generator<Known> {
  const at = start - OPENING_DAYS * DAY;
  for (const [assetId, name, assetType] of ASSETS) {
    yield tell(
      'urn:demo:reference-data',
      `asset-${assetId}`,
      'asset.classified.v1',
      at,
      { assetId, name, assetType, basis: 'INITIAL' },
      iso(start - 3 * 365 * DAY),
    );
  }
  const product = (entityId: string, productId: string, name: string, offers: Offer[]): Known =>
    tell('urn:demo:product', `product-${productId}`, 'product.defined.v1', at, { productId, entityId, name, offers });
  yield product(ALPENHOF, 'vault', 'Alpenhof Vault', [
    { service: 'CUSTODY', assetId: 'BTC' },
    { service: 'CUSTODY', assetId: 'ETH' },
  ]);
  yield product(ALPENHOF, 'savings-plan', 'Alpenhof Savings Plan', [{ service: 'PORTFOLIO', assetId: 'BTC' }]);
  yield product(STRAITS, 'earn', 'Straits Earn', [{ service: 'STAKING', assetId: 'ETH' }]);
  yield product(STRAITS, 'perps', 'Straits Perpetuals', [
    { service: 'DERIVATIVES', assetId: 'BTC' },
    { service: 'DERIVATIVES', assetId: 'ETH' },
  ]);
  yield product(STRAITS, 'otc', 'Straits OTC Desk', [
    { service: 'EXCH_FUNDS', assetId: 'ETH' },
    { service: 'EXCH_FUNDS', assetId: 'SOL' },
  ]);
}

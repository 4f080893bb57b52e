import { compareFacet } from '../assets/type-variant.js';
import type { Facet } from '../assets/facet.js';
import type { Act } from './act.js';
import type { ClientState, ScopeEntry } from '../client/client-state.js';
import type { Identity } from '../event.js';
import { possibleCountries } from '../client/location.js';
import type { ResolvedOffer } from '../assets/offer.js';
import type { Policy } from '../policy/policy.js';
import { endedByClosing, endingOf, relationshipAt, type EntrySeen } from './scope.js';
import type { RowOutcome } from './table.js';
import { order, surelyAfter, surelyNotAfter, type When } from '../time/when.js';
import { classWords, describeOffer, describeWhen, FACET_WORDS } from '../words.js';

/** What a row stands on or leaves open, in words: rows 7, 2 and 15, which otherwise say only that it is so. */
export interface Basis {
  readonly standsOn: readonly string[];
  readonly doubts: readonly string[];
}

interface Concluded {
  readonly act: Act;
  readonly offer: ResolvedOffer;
  readonly rowOutcome: RowOutcome;
  readonly seen: readonly EntrySeen[];
  readonly state: ClientState;
  readonly policy: Policy;
}

export function basisOf(c: Concluded): Basis {
  const { rowOutcome } = c;
  if (rowOutcome.row === 7) return { standsOn: missingBasis(c), doubts: rowOutcome.doubts };
  if (rowOutcome.verdict !== 'NEEDS_REVIEW') return { standsOn: [], doubts: rowOutcome.doubts };
  const details = rowOutcome.row === 2 ? [whereabouts(c)] : [...openClass(c), ...aboutEntries(c)];
  return { standsOn: [], doubts: [...new Set([...rowOutcome.doubts, ...details])] };
}

/** Why nothing holds: nothing was asked for, the relationship was closed, or the client had ended it. */
function missingBasis({ act, rowOutcome, seen, state, policy }: Concluded): string[] {
  const closings = state.relationships.filter(
    (r) => !r.open && r.entityId === act.entityId && surelyNotAfter(r.when, act.when),
  );
  const lastClosing = closings.reduce<When | null>((last, { when }) => (last && last.to > when.to ? last : when), null);
  if (lastClosing !== null && relationshipAt(state, act.entityId, act.when) === 'CLOSED') {
    return [`the relationship with ${act.entityId} had been closed on ${describeWhen(lastClosing)}`];
  }
  const ended = seen.filter((s) => s.ended && stands(s, rowOutcome.reasons));
  if (ended.length > 0) {
    return distinct(
      ended.map(({ entry }) => {
        const ending = endingOf(state, entry, act.when, policy);
        const how = ending?.by === 'CLOSING' ? 'the closing of the relationship' : 'a narrowing';
        return `${entryWords(entry)} was ended by ${how}${ending === null ? '' : ` on ${describeWhen(ending.when)}`}`;
      }),
    );
  }
  if (lastClosing !== null && seen.some((s) => s.closed)) {
    const on = describeWhen(lastClosing);
    return [
      `what the client had asked for ended when the relationship was closed on ${on}, and nothing was asked for since`,
    ];
  }
  return [`no request of the client to ${act.entityId} was on file by then`];
}

function whereabouts({ act, state, policy }: Concluded): string {
  const possible = [...new Set(possibleCountries(state.locations, act.when, policy))].sort();
  if (possible.length === 1) {
    const [only] = possible;
    return only === null || only === undefined
      ? 'nobody has told where the client lived'
      : `${only} is no country code that ISO 3166-1 assigns`;
  }
  return `it is open whether the client lived in ${possible.map((country) => country ?? 'a country that nobody knows').join(' or ')}`;
}

/** Of an asset that may lie outside MiCA: what it may be. */
function openClass({ offer, rowOutcome }: Concluded): string[] {
  if (rowOutcome.reasons.length > 0) return [];
  const classes = distinct(offer.variants.map((side) => side.class));
  if (classes.length < 2) return [];
  return [
    `${offer.assetId ?? 'the asset'} was ${classes.map(classWords).join(' or ')}: which of them, nobody can tell`,
  ];
}

/** What is undetermined about the requests that it was matched with, and about the types. */
function* aboutEntries({ act, offer, rowOutcome, seen, state, policy }: Concluded): Generator<string> {
  for (const found of seen.filter((s) => stands(s, rowOutcome.reasons) && !s.ended)) {
    yield* whyUndetermined(found, act, state);
    yield* unknownFacets(offer, found.entry, policy);
  }
}

function* whyUndetermined({ entry, validity }: EntrySeen, act: Act, state: ClientState): Generator<string> {
  const name = entryWords(entry);
  if (entry.origin === 'FROZEN') {
    yield `${name} was in use while the client lived outside the perimeter, so nobody can tell who asked for it`;
  } else if (entry.validity === 'UNDETERMINED') {
    for (const doubt of entry.doubts ?? ['it is undetermined']) yield `of ${name}: ${doubt}`;
  }
  if (validity !== 'UNDETERMINED' || entry.validity !== 'VALID') return;
  if (order(entry.when, act.when) === 'open') yield `it is open whether ${name} came before or after`;
  const maybe = state.relationships.find(
    (r) => !r.open && r.entityId === entry.entityId && isOpenBetween(r.when, entry.when, act.when),
  );
  if (maybe !== undefined && endedByClosing(state, entry, act.when) === 'MAYBE') {
    yield `it is open whether the closing of the relationship on ${describeWhen(maybe.when)} had ended ${name}`;
  }
  const narrowing = state.narrowings.find(
    (n) => n.entityId === entry.entityId && isOpenBetween(n.when, entry.when, act.when),
  );
  if (narrowing !== undefined)
    yield `it is open whether the narrowing on ${describeWhen(narrowing.when)} had ended ${name}`;
  if (relationshipAt(state, entry.entityId, act.when) === 'REOPENING_OPEN') {
    yield `it is open whether the relationship with ${entry.entityId} had been re-opened`;
  }
}

const isOpenBetween = (when: When, from: When, to: When): boolean =>
  !surelyAfter(from, when) && !surelyAfter(when, to) && (order(from, when) === 'open' || order(when, to) === 'open');

/** The facets by which nobody can tell whether the types are the same, and on which side they are unknown. */
function* unknownFacets(offer: ResolvedOffer, { offer: requested }: ScopeEntry, policy: Policy): Generator<string> {
  if (offer.service === null) {
    yield offer.offer === null ? 'it names no offer' : `what ${describeOffer(offer.offer)} offers is not known`;
    return;
  }
  if (requested.service !== offer.service) return;
  const isSameAsset = offer.assetId !== null && offer.assetId === requested.assetId;
  for (const facet of policy.enabledFacets) {
    const pairs = offer.variants.flatMap((a) => requested.variants.map((b) => compareFacet(facet, a, b, 'WITHIN')));
    const name = FACET_WORDS[facet];
    if (pairs.includes('UNDETERMINED')) {
      if (offer.variants.some((side) => isUnknown(facet, side)))
        yield `the ${name} of ${offer.assetId ?? 'what was offered'} is not known`;
      if (!isSameAsset && requested.variants.some((side) => isUnknown(facet, side))) {
        yield `the ${name} of what the client asked for is not known${named(requested)}`;
      }
    } else if (new Set(pairs).size > 1) {
      const asset = (offer.variants.length > 1 ? offer : requested).assetId ?? 'the asset';
      yield `the classification of ${asset} was open, so it is open whether the ${name} is the same`;
    }
  }
}

const isUnknown = (facet: Facet, side: ResolvedOffer['variants'][number]): boolean =>
  facet === 'technologies' ? side.technologiesUnknown : side[facet] === null;

const named = ({ assetId }: ResolvedOffer): string => (assetId === null ? '' : ` (${assetId})`);

const entryWords = (entry: ScopeEntry): string =>
  entry.origin === 'FROZEN'
    ? `${describeOffer(entry.offer.offer)}, found on ${describeWhen(entry.when)},`
    : `request ${entry.requestId ?? entry.identity.id} of ${describeWhen(entry.when)}`;

const stands = ({ entry: { identity } }: EntrySeen, reasons: readonly Identity[]): boolean =>
  reasons.some(({ source, id }) => source === identity.source && id === identity.id);

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

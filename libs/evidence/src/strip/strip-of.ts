import { instant, type Identity, type Judgement, type ScopeRange } from '#domain';
import type { Mark, Row, Strip } from '#strip';
import { offerWords } from '../report/words/events.js';
import { givenAs } from '../report/words/signed-sentence.js';
import { fewerMarks } from './fewer-marks.js';
import { markOfAct, markOfFact, type StripEvent } from './mark-of.js';

/** What a strip is drawn from. */
export interface StripFacts {
  readonly ranges: readonly ScopeRange[];
  readonly judged: readonly { readonly judgement: Judgement; readonly alertId: string | null }[];
  /** What holds: without what was retracted. */
  readonly events: readonly StripEvent[];
  /** The event that an act comes from: of a campaign's share the campaign. */
  readonly eventOf: (identity: Identity) => StripEvent | undefined;
}

/** So many rows of each kind at most, and all others together in one more. */
const ROWS_MAX = { asked: 8, beside: 10 } as const;

const NO_OFFER = 'Without naming an offer';
const ABOUT = 'About the client';

/**
 * One client's scope over time with all acts on it: a row for each service and asset that was asked for, from the request on, then
 * one for each that was not, then what names none. Bounded, however much there is. Pure.
 */
export function stripOf(facts: StripFacts): Strip {
  const rows = rowsOf(facts);
  const times = [...rows.values()].flatMap(({ ranges, marks }) => [
    ...marks.flatMap(({ at, until }) => [Date.parse(at), Date.parse(until)]),
    ...ranges.flatMap(({ entry, until }) => [entry.when.from, ...(until === null ? [] : [until.from])]),
  ]);
  const acts = spanOf(times);
  // What lies far off would leave no room for all else.
  const isNear = ({ at }: Mark): boolean =>
    Date.parse(at) >= acts.from - YEAR_MS && Date.parse(at) <= acts.to + YEAR_MS;
  const about = facts.events.flatMap((event) => markOfFact(event) ?? []).filter(isNear);
  const span = spanOf([acts.from, acts.to, ...about.map(({ at }) => Date.parse(at))]);
  const all = [...rows.values()];
  const asked = all.filter(({ kind }) => kind === 'ASKED');
  const beside = all.filter(({ kind }) => kind === 'BESIDE').sort((a, b) => besideOrder(a) - besideOrder(b));
  return {
    from: isoOf(span.from),
    to: isoOf(span.to),
    rows: [
      ...bounded(asked, ROWS_MAX.asked, 'more that was asked for'),
      ...bounded(beside, ROWS_MAX.beside, 'more that was not'),
      ...all.filter(({ kind }) => kind === 'NONE'),
      ...(about.length === 0 ? [] : [{ label: ABOUT, says: '', kind: 'NONE' as const, ranges: [], marks: about }]),
    ].map((row) => finished(row, span)),
  };
}

const YEAR_MS = 366 * 86_400_000;

interface Span {
  readonly from: number;
  readonly to: number;
}

const spanOf = ([first = 0, ...others]: readonly number[]): Span =>
  others.reduce(({ from, to }, time) => ({ from: Math.min(from, time), to: Math.max(to, time) }), {
    from: first,
    to: first,
  });

const isoOf = (ms: number): string => givenAs(instant(ms));

interface Draft {
  readonly label: string;
  readonly says: string;
  readonly kind: 'ASKED' | 'BESIDE' | 'NONE';
  readonly ranges: readonly ScopeRange[];
  readonly marks: readonly Mark[];
}

/** By entity and offer; what was asked for stands first, in the order of the requests. */
function rowsOf({ ranges, judged, eventOf }: StripFacts): Map<string, Draft> {
  const entityIds = new Set([
    ...ranges.map(({ entry }) => entry.entityId),
    ...judged.map(({ judgement }) => judgement.entityId),
  ]);
  const named = (label: string, entityId: string): string => (entityIds.size === 1 ? label : `${label}, ${entityId}`);
  const rows = new Map<string, Draft>();
  for (const range of ranges) {
    const { entityId, offer } = range.entry;
    const key = keyOf(entityId, offerWords(offer.offer));
    const before = rows.get(key);
    rows.set(key, {
      label: named(capital(offerWords(offer.offer)), entityId),
      says: range.original || before?.says === ORIGINAL ? ORIGINAL : LATER,
      kind: 'ASKED',
      ranges: [...(before?.ranges ?? []), range],
      marks: [],
    });
  }
  const marks = new Map<string, Mark[]>();
  for (const { judgement, alertId } of judged) {
    const key = rowFor(judgement, rows);
    if (!rows.has(key)) {
      const { entityId, offer } = judgement;
      const isOffer = offer !== null;
      rows.set(key, {
        label: named(isOffer ? capital(offerWords(offer)) : NO_OFFER, entityId),
        says: isOffer ? 'not in the scope' : '',
        kind: isOffer ? 'BESIDE' : 'NONE',
        ranges: [],
        marks: [],
      });
    }
    const found = marks.get(key) ?? [];
    found.push(markOfAct(judgement, alertId, eventOf(judgement.act.identity)));
    marks.set(key, found);
  }
  return new Map([...rows].map(([key, row]) => [key, { ...row, marks: marks.get(key) ?? [] }]));
}

const ORIGINAL = 'original scope';
const LATER = 'asked for later';

const keyOf = (entityId: string, offer: string): string => JSON.stringify([entityId, offer]);

/** What is in scope as of the same type stands with the request of its service, whatever the asset is called. */
function rowFor({ entityId, offer, verdict, scope }: Judgement, rows: ReadonlyMap<string, Draft>): string {
  const key = keyOf(entityId, offerWords(offer));
  if (rows.get(key)?.kind === 'ASKED' || verdict !== 'IN_SCOPE' || offer === null || !('service' in offer)) return key;
  const of = scope.find(
    (entry) => entry.offer !== null && 'service' in entry.offer && entry.offer.service === offer.service,
  );
  const nearest = of === undefined ? key : keyOf(entityId, offerWords(of.offer));
  return rows.has(nearest) ? nearest : key;
}

/** What sticks out first, then what a person decides, then the rest, each by time. */
function besideOrder({ marks }: Draft): number {
  const grave = marks.some(({ status }) => status === 'BEYOND')
    ? 0
    : marks.some(({ status }) => status === 'REVIEW')
      ? 1
      : 2;
  return grave * 1e14 + spanOf(marks.map(({ at }) => Date.parse(at))).from;
}

function bounded(rows: readonly Draft[], max: number, rest: string): Draft[] {
  const [shown, left] = [rows.slice(0, max), rows.slice(max)];
  const [first] = left;
  if (first === undefined) return shown;
  return [
    ...shown,
    {
      label: `${left.length} ${rest}`,
      says: first.kind === 'ASKED' ? '' : first.says,
      kind: first.kind,
      ranges: left.flatMap(({ ranges }) => ranges),
      marks: left.flatMap(({ marks }) => marks),
    },
  ];
}

const finished = ({ label, says, ranges, marks }: Draft, span: Span): Row => ({
  label,
  says,
  bands: ranges.map(({ entry, until, original }) => ({
    from: givenAs(entry.when),
    to: until === null ? null : givenAs(until),
    original,
    sure: entry.validity === 'VALID',
  })),
  marks: fewerMarks(marks, span),
});

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

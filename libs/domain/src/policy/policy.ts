import type { Facet } from '../assets/facet.js';
import { isAssignedCountry, normaliseCountry } from './country.js';
import type { AlertingVerdict, CitationKey } from '../rules/verdict-register.js';
import type { Severity } from '../vocabulary.js';
import { parseWhen } from '../time/when.js';

/** How well a statement of the law is confirmed: from the primary text, from a secondary source, or not yet. */
export const SOURCE_STATUSES = ['primary', 'secondary', 'unverified'] as const;
export type SourceStatus = (typeof SOURCE_STATUSES)[number];

export interface Citation {
  readonly article: string;
  readonly sourceStatus: SourceStatus;
}

/** One stretch of territory in which the regime applies from a date (00:00 UTC) on. */
export interface Territory {
  readonly country: string;
  readonly from: string;
  readonly until?: string | undefined;
  readonly sourceStatus: SourceStatus;
  readonly note?: string | undefined;
}

/** A rule pack as it is written: everything in the rules that is data rather than logic. */
export interface PolicyPack {
  readonly version: string;
  readonly title: string;
  /**
   * A date. Acts before 00:00 UTC of it go on being judged by what was in force before; without it the pack judges every act,
   * whenever it was.
   */
  readonly actsFrom?: string | undefined;
  readonly perimeter: readonly Territory[];
  readonly facets: Readonly<Record<Facet, { readonly enabled: boolean; readonly sourceStatus: SourceStatus }>>;
  /** The window of the original transaction, in hours. */
  readonly windowHours: number;
  readonly severities: Readonly<Record<AlertingVerdict, Severity>>;
  /** A contact that bounced was attempted all the same. */
  readonly bouncedSeverity: Severity;
  /** An act under another regime whose service the client never asked for. */
  readonly unrequestedOtherRegimeSeverity: Severity;
  readonly citations: Readonly<Record<CitationKey, readonly Citation[]>>;
  /** Within how many hours of being raised an alert should be closed. */
  readonly serviceHours: Readonly<Record<Severity, number>>;
  /** What one person may only propose, and another must approve. */
  readonly fourEyes: { readonly closing: readonly Severity[]; readonly silenceDays: number };
  /** How long what is on file of a client is kept; see `retentionYears`. */
  readonly retention?: { readonly yearsAfterEnd: number } | undefined;
}

/** Records of services are kept for five years (MiCA, Article 68(9)) where a pack says nothing else. */
export const retentionYears = ({ retention }: Pick<PolicyPack, 'retention'>): number => retention?.yearsAfterEnd ?? 5;

/** Rules made ready for judging: a pack, or several in succession; then all but `at` and `packs` is the newest one's. */
export interface Policy {
  readonly version: string;
  readonly pack: PolicyPack;
  /** The whole succession, oldest first. */
  readonly packs: readonly PolicyPack[];
  /** The pack in effect for what happened at a time (ms since 1970). No day is split: a pack begins at 00:00 UTC. */
  at(moment: { readonly from: number }): Policy;
  readonly enabledFacets: readonly Facet[];
  readonly windowMs: number;
  /** The first moment at which the regime applies anywhere, in ms since 1970. */
  readonly regimeStart: number;
  /** Where a country stands at an instant (ms since 1970). */
  perimeterStatusOf(country: string | null, atMs: number): 'INSIDE' | 'OUTSIDE' | 'UNKNOWN';
  /** The moments (ms) at which the regime began or ended in any country, ascending. */
  readonly perimeterChanges: readonly number[];
}

export class PolicyError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The policy pack can't be used:\n- ${problems.join('\n- ')}`);
    this.name = 'PolicyError';
  }
}

/** The shortest calendar month, in hours: a month later is the example of what is too late, so no window reaches it. */
const SHORTEST_MONTH_HOURS = 28 * 24;

/** What is inconsistent about a pack whose shape is already known to be right; empty if nothing is. */
export function policyProblems(pack: PolicyPack): string[] {
  const problems: string[] = [];
  if (!(pack.windowHours > 0 && pack.windowHours < SHORTEST_MONTH_HOURS)) {
    problems.push(
      `windowHours is ${pack.windowHours}: it must be above 0 and below ${SHORTEST_MONTH_HOURS}, ` +
        'for a window must never reach a calendar month.',
    );
  }
  if (!pack.facets.class.enabled)
    problems.push('facets.class is switched off: without it every asset is the same type.');
  if (pack.actsFrom !== undefined && dateMs(pack.actsFrom) === null) {
    problems.push(`actsFrom is ${pack.actsFrom}: it must be a date such as 2026-12-01.`);
  }
  const byCountry = new Map<string, Territory[]>();
  for (const [i, territory] of pack.perimeter.entries()) {
    const where = `perimeter[${i}] (${territory.country})`;
    const from = dateMs(territory.from);
    const until = territory.until === undefined ? Infinity : dateMs(territory.until);
    if (from === null || until === null) problems.push(`${where}: from and until must be dates such as 2024-12-30.`);
    else if (until <= from) problems.push(`${where}: until ${territory.until} is not after from ${territory.from}.`);
    if (!isAssignedCountry(normaliseCountry(territory.country))) {
      problems.push(`${where}: ISO 3166-1 assigns no such country code.`);
    }
    const key = normaliseCountry(territory.country);
    byCountry.set(key, [...(byCountry.get(key) ?? []), territory]);
  }
  if (pack.perimeter.length === 0) problems.push('perimeter is empty: nobody would ever be inside.');
  for (const [country, stretches] of byCountry) {
    const sorted = [...stretches].sort((a, b) => (a.from < b.from ? -1 : 1));
    sorted.forEach((stretch, i) => {
      const next = sorted[i + 1];
      if (next !== undefined && (stretch.until === undefined || stretch.until > next.from)) {
        problems.push(`perimeter: the dates of ${country} overlap (${stretch.from} and ${next.from}).`);
      }
    });
  }
  return problems;
}

/**
 * Makes a pack ready for judging.
 * @throws PolicyError when the pack is inconsistent
 */
export function compilePolicy(pack: PolicyPack): Policy {
  const problems = policyProblems(pack);
  if (problems.length > 0) throw new PolicyError(problems);
  const stretches = new Map<string, { from: number; until: number }[]>();
  for (const { country, from, until } of pack.perimeter) {
    const key = normaliseCountry(country);
    const stretch = { from: dateMs(from) ?? 0, until: until === undefined ? Infinity : (dateMs(until) ?? Infinity) };
    stretches.set(key, [...(stretches.get(key) ?? []), stretch]);
  }
  const all = [...stretches.values()].flat();
  const changes = new Set(all.flatMap(({ from, until }) => (until === Infinity ? [from] : [from, until])));
  const policy: Policy = {
    version: pack.version,
    pack,
    packs: [pack],
    at: () => policy,
    enabledFacets: (Object.keys(pack.facets) as Facet[]).filter((facet) => pack.facets[facet].enabled),
    windowMs: pack.windowHours * 3_600_000,
    regimeStart: Math.min(...all.map(({ from }) => from)),
    perimeterChanges: [...changes].sort((a, b) => a - b),
    perimeterStatusOf(country, atMs) {
      if (country === null || !isAssignedCountry(country)) return 'UNKNOWN';
      const inside = stretches.get(country)?.some(({ from, until }) => from <= atMs && atMs < until) === true;
      return inside ? 'INSIDE' : 'OUTSIDE';
    },
  };
  return policy;
}

/** The start of a date in ms since 1970; `null` if it is none. */
export const dateMs = (text: string): number | null => {
  const when = /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseWhen(text) : null;
  return when === null ? null : when.from;
};

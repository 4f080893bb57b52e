import type { EventOf, Recorded } from '../event.js';
import { anySurelyBy, byTime, laterRecorded, possibleAt, type Dated } from '../time/state-at.js';
import type { AssetType } from '../vocabulary.js';
import { surelyAfter, surelyBefore, surelyNotAfter, type When } from '../time/when.js';

type Classified = Recorded<EventOf<'asset.classified.v1'>>;

/** A stretch of time in which an asset is of one type; several types where open orders leave that open. */
interface ClassificationPeriod extends Dated {
  readonly types: readonly AssetType[];
}

export interface ClassificationPeriods {
  readonly periods: readonly ClassificationPeriod[];
  /** Corrections of which it is open whether a period had begun by then: each may have begun one of its own. */
  readonly mayBegin: readonly Classified[];
}

/**
 * The periods that the facts about one asset make. INITIAL and CHANGED start one; a CORRECTION replaces the type of
 * the period in which it lies from its start on (of several the last), and starts one where there is none before it.
 */
export function classificationPeriods(facts: readonly Classified[]): ClassificationPeriods {
  const sorted = [...facts].sort(byTime);
  const starts: Classified[] = sorted.filter((f) => f.data.basis !== 'CORRECTION');
  const corrections: Classified[] = [];
  for (const fact of sorted) {
    if (fact.data.basis !== 'CORRECTION') continue;
    if (starts.some((s) => !surelyAfter(s.when, fact.when))) corrections.push(fact);
    else starts.push(fact);
  }
  const holding = laterRecorded(starts);
  const periods = holding.map((start) => ({
    when: start.when,
    position: start.position,
    types: typesInPeriod(start, holding, corrections),
  }));
  return { periods, mayBegin: corrections.filter((c) => !anySurelyBy(starts, c.when)) };
}

/** The types that may be in force at `at`; `undefined` where no period may have begun. */
export function typesAt({ periods, mayBegin }: ClassificationPeriods, at: When): readonly (AssetType | undefined)[] {
  const holding: (AssetType | undefined)[] = possibleAt(periods, at).flatMap((p) => p.types);
  // Once a period has surely begun, what was corrected before it is over.
  if (anySurelyBy(periods, at)) return holding;
  holding.push(...laterRecorded(possibleAt(mayBegin, at)).map((c) => c.data.assetType));
  return anySurelyBy(mayBegin, at) ? holding : [...holding, undefined];
}

function typesInPeriod(
  start: Classified,
  starts: readonly Classified[],
  corrections: readonly Classified[],
): readonly AssetType[] {
  const others = starts.filter((s) => s !== start);
  const maybe = corrections.filter(
    (c) =>
      !surelyAfter(start.when, c.when) &&
      !others.some((s) => surelyBefore(start.when, s.when) && surelyNotAfter(s.when, c.when)),
  );
  const sure = maybe.filter(
    (c) =>
      surelyNotAfter(start.when, c.when) &&
      !others.some((s) => !surelyAfter(s.when, c.when) && !surelyBefore(s.when, start.when)),
  );
  // Whatever puts the earlier into this period puts the later there too, unless another may begin between them.
  const isReplaced = (c: Classified): boolean =>
    maybe.some(
      (l) => surelyBefore(c.when, l.when) && (sure.includes(l) || !others.some((s) => mayLieBetween(c, s, l))),
    );
  const last = laterRecorded(maybe).filter((c) => !isReplaced(c));
  const types = last.map((c) => c.data.assetType);
  return sure.length > 0 ? types : [start.data.assetType, ...types];
}

const mayLieBetween = (before: Dated, fact: Dated, after: Dated): boolean =>
  !surelyNotAfter(fact.when, before.when) && !surelyAfter(fact.when, after.when);

import { TYPE_PREFIX } from '#contract';
import { isOtherVerdict, type AlertView, type Identity, type JudgedOffer } from '#domain';

/** What two packs may say differently of one act. */
export interface VerdictShown {
  readonly verdict: string;
  readonly row: number;
  readonly severity: string;
  readonly newService: boolean | null;
  readonly newAssetType: boolean | null;
  readonly policyVersion: string;
  readonly explanation: string;
}

/** One alert that the pack gives otherwise than it stands on record. */
export interface AlertDifference {
  readonly change: 'ADDED' | 'GONE' | 'CHANGED';
  readonly alertId: string;
  readonly clientId: string;
  readonly entityId: string;
  readonly act: Identity & { readonly type: string; readonly effectiveAt: string };
  readonly offer: JudgedOffer;
  readonly before: VerdictShown | null;
  readonly after: VerdictShown | null;
}

/** Alerts by what a pack makes of them. */
export interface AlertCounts {
  same: number;
  added: number;
  gone: number;
  changed: number;
}

/**
 * Compares one client's alerts by id: yields those in which people would see another verdict, and adds to `counts`.
 * @param before the alerts on record
 * @param after those that a pack gives
 * @param isMeant where given, an alert counts if one of its two sides is meant
 */
export function* alertDifferences(
  before: ReadonlyMap<string, AlertView>,
  after: ReadonlyMap<string, AlertView>,
  counts: AlertCounts,
  isMeant: (view: AlertView) => boolean = () => true,
): Generator<AlertDifference> {
  for (const alertId of new Set([...after.keys(), ...before.keys()])) {
    const was = before.get(alertId);
    const is = after.get(alertId);
    const shown = is ?? was;
    if (shown === undefined || ![was, is].some((view) => view !== undefined && isMeant(view))) continue;
    if (was !== undefined && is !== undefined && !isOtherVerdict(was, is)) {
      counts.same += 1;
      continue;
    }
    const change = was === undefined ? 'ADDED' : is === undefined ? 'GONE' : 'CHANGED';
    counts[COUNTED[change]] += 1;
    const { clientId, entityId, offer } = shown;
    const act = { ...shown.act, type: `${TYPE_PREFIX}${shown.act.type}` };
    yield { change, alertId, clientId, entityId, act, offer, before: verdictOf(was), after: verdictOf(is) };
  }
}

/** Where a change is counted. */
export const COUNTED = { ADDED: 'added', GONE: 'gone', CHANGED: 'changed' } as const;

const verdictOf = (view: AlertView | undefined): VerdictShown | null =>
  view === undefined
    ? null
    : {
        verdict: view.verdict,
        row: view.row,
        severity: view.severity,
        newService: view.newService,
        newAssetType: view.newAssetType,
        policyVersion: view.policyVersion,
        explanation: view.explanation,
      };

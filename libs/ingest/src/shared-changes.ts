import {
  EVENT_REGISTER,
  identityKey,
  identityOf,
  isCatalogueEvent,
  isMerge,
  isRetraction,
  isAffected,
  type ClientFact,
  type Retraction,
  type SharedEvent,
  type Affected,
} from '#domain';
import { findByIdentity } from '#log';
import type { Sql } from '#store';
import type { Cause, Trigger, SharedFacts } from '#judging';
import { readStored, identityHash, incidentIdOf } from '#log/codec';

/** Clients to be judged again in the very transaction of a merge or of the retraction of one of their own facts. */
export interface ImmediateRejudgement {
  readonly survivorId: string;
  readonly trigger: Trigger;
}

/** What gathers the alerts that a change of shared facts causes. */
export interface Incident {
  readonly incidentId: string;
  readonly kind: string;
  readonly key: string;
}

/** A change of the catalogue, whose fan-out is a job. */
export interface FanOutPlan {
  readonly position: number;
  readonly trigger: Trigger;
  readonly affected: Affected;
}

/** Whose own fact a retraction names; `undefined` where it names none that is known. */
export type OwnerOf = (retraction: Retraction) => string | undefined;

/**
 * @returns whom the shared events of a batch make be judged at once: those whose ids were merged or unmerged, or whose
 *   facts were retracted
 */
export function immediateRejudgements(
  shared: readonly SharedEvent[],
  ownerOf: OwnerOf,
  before: SharedFacts,
  after: SharedFacts,
): readonly ImmediateRejudgement[] {
  const found = new Map<string, ImmediateRejudgement>();
  const recall = (clientId: string, trigger: Trigger): void => {
    // Who was one client before and is several now, or the other way round: every survivor of either side.
    for (const member of new Set([
      ...before.clientMerges.membersOf(clientId),
      ...after.clientMerges.membersOf(clientId),
    ])) {
      const survivorId = after.clientMerges.survivorOf(member);
      if (!found.has(survivorId)) found.set(survivorId, { survivorId, trigger });
    }
  };
  for (const event of shared) {
    if (isMerge(event)) {
      const trigger = triggerOf(event);
      recall(event.data.clientId, trigger);
      recall(event.data.mergedClientId, trigger);
    } else if (isRetraction(event)) {
      const trigger: Trigger = triggerOf(event);
      const merge = after.mergeRetractedBy(event);
      if (merge !== undefined) {
        recall(merge.data.clientId, trigger);
        recall(merge.data.mergedClientId, trigger);
      }
      const owner = ownerOf(event);
      if (owner !== undefined) recall(owner, trigger);
    }
  }
  return [...found.values()];
}

/** Whose facts the retractions of a batch name, in the batch or on file. */
export async function ownersRetracted(
  sql: Sql,
  shared: readonly SharedEvent[],
  batchFacts: readonly ClientFact[],
): Promise<OwnerOf> {
  const named = shared.flatMap((e) => (isRetraction(e) ? [e.data.retracts] : []));
  const owners = new Map<string, string>();
  const onFile = named.length === 0 ? [] : await findByIdentity(sql, named.map(identityHash));
  for (const event of [...onFile.map(readStored), ...batchFacts]) {
    if (isCatalogueEvent(event) || isRetraction(event)) continue;
    owners.set(identityKey(identityOf(event)), event.data.clientId);
  }
  return ({ data }) => owners.get(identityKey(data.retracts));
}

/** The jobs that the shared events of a batch make, one for each that may touch anybody. */
export function fanOutsOf(shared: readonly SharedEvent[], after: SharedFacts): FanOutPlan[] {
  return shared.flatMap((event) => {
    const affected = after.affectedBy(event);
    const nobody = !affected.everyone && affected.refs.length === 0 && affected.clientIds.length === 0;
    return nobody ? [] : [{ position: event.position, trigger: triggerOf(event), affected }];
  });
}

/** The cause by which a shared event has clients judged again, and the incident that gathers what follows. */
function triggerOf(event: SharedEvent): Trigger {
  return { cause: causeOf(event), incidentId: incidentOf(event).incidentId };
}

function causeOf(event: SharedEvent): Cause {
  if (event.type === 'asset.classified.v1' && event.data.basis === 'CORRECTION') return 'CORRECTION';
  return EVENT_REGISTER[event.type].cause;
}

export function incidentOf(event: SharedEvent): Incident {
  const kind = EVENT_REGISTER[event.type].incident;
  // A campaign that is told again goes on being the same one.
  const key = event.type === 'marketing.campaign-launched.v1' ? event.data.campaignId : identityKey(event);
  return { incidentId: incidentIdOf({ kind, key }), kind, key };
}

/** The trigger of the newest change that touches a client, for changes that are worked off together. */
export const triggerFor = (
  plans: readonly { readonly trigger: Trigger; readonly affected: Affected }[],
  client: { readonly refs: readonly string[]; readonly memberIds: readonly string[] },
): Trigger =>
  plans.findLast((plan) => isAffected(plan.affected, client.refs, client.memberIds))?.trigger ?? {
    cause: 'LATE_FACT',
    incidentId: null,
  };

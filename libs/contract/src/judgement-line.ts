import type { Identity, JudgedOffer, Judgement } from '#domain';
import { TYPE_PREFIX } from './event-schemas.js';

/** One verdict as `scopewatch judge` prints it, and all that print verdicts as it does. */
export interface JudgementLine {
  readonly clientId: string;
  readonly entityId: string;
  readonly act: Identity & { readonly type: string; readonly effectiveAt: string };
  readonly offer: JudgedOffer;
  readonly verdict: string;
  readonly row: number;
  /** `null` where nothing alerts. */
  readonly severity: string | null;
  readonly newService: boolean | null;
  readonly newAssetType: boolean | null;
  readonly reasons: readonly Identity[];
  readonly policyVersion: string;
}

export const judgementLine = (j: Judgement): JudgementLine => ({
  clientId: j.clientId,
  entityId: j.entityId,
  act: { ...j.act.identity, type: `${TYPE_PREFIX}${j.act.type}`, effectiveAt: j.act.whenGiven },
  offer: j.offer,
  verdict: j.verdict,
  row: j.row,
  severity: j.severity,
  newService: j.newService,
  newAssetType: j.newAssetType,
  reasons: j.reasons,
  policyVersion: j.policyVersion,
});

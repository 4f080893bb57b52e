import type { ClientState, Onboarding } from './client-state.js';
import { surelyAfter, type When } from '../time/when.js';

/** What is missing of the proof that a client came by themselves. It changes no verdict. */
export const EVIDENCE_GAPS = [
  'NO_FIRST_CONTACT_CHANNEL',
  'NO_THIRD_COUNTRY_ACKNOWLEDGEMENT',
  'EXPOSURE_CHECK_MISSING',
  'EXPOSURE_CHECK_NOT_PERFORMED',
  'EXPOSURE_FOUND',
  'DOCUMENT_WITHOUT_DIGEST',
] as const;
export type EvidenceGap = (typeof EVIDENCE_GAPS)[number];

/** The onboardings of (client, entity) at or before `at`. */
export const onboardingsAt = (state: ClientState, entityId: string, at: When): Onboarding[] =>
  state.onboardings.filter((o) => o.entityId === entityId && !surelyAfter(o.when, at));

/** The gaps in the evidence of (client, entity) as it stood at `at`, in the order of the list above. */
export function evidenceGaps(state: ClientState, entityId: string, at: When): EvidenceGap[] {
  const onboardings = onboardingsAt(state, entityId, at);
  const gaps: EvidenceGap[] = [];
  if (onboardings.every((o) => o.firstContactChannel === null)) gaps.push('NO_FIRST_CONTACT_CHANNEL');
  if (onboardings.every((o) => !o.acknowledged)) gaps.push('NO_THIRD_COUNTRY_ACKNOWLEDGEMENT');
  const exposure = exposureGap(onboardings);
  if (exposure !== null) gaps.push(exposure);
  if (onboardings.some((o) => o.documents.some((d) => !isDigest(d.sha256)))) gaps.push('DOCUMENT_WITHOUT_DIGEST');
  return gaps;
}

/** The initiative is proven only if none of these gaps is there; a document without digest is weaker evidence, no gap in it. */
export const isWhole = (gaps: readonly EvidenceGap[]): boolean => gaps.every((g) => g === 'DOCUMENT_WITHOUT_DIGEST');

/** One check that found marketing outweighs any that found none; one that found none outweighs one not performed. */
function exposureGap(onboardings: readonly Onboarding[]): EvidenceGap | null {
  const results = new Set(onboardings.map((o) => o.exposure?.result ?? null));
  if (results.has('FOUND')) return 'EXPOSURE_FOUND';
  if (results.has('NONE_FOUND')) return null;
  return results.has('NOT_PERFORMED') ? 'EXPOSURE_CHECK_NOT_PERFORMED' : 'EXPOSURE_CHECK_MISSING';
}

const isDigest = (text: string | undefined): boolean => text !== undefined && /^[0-9a-f]{64}$/i.test(text);

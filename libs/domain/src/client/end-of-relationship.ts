import type { ClientState } from './client-state.js';

/**
 * When the last relationship with a client ended, in ms since 1970; `null` while one stands. What is on file of a later time
 * counts as part of the relationship: in doubt records are kept longer.
 */
export function endOfRelationship(state: Pick<ClientState, 'named' | 'relationships' | 'lastTo'>): number | null {
  const entities = Object.keys(state.named);
  if (entities.length === 0) return null;
  let end = state.lastTo;
  for (const entityId of entities) {
    const last = state.relationships
      .filter((fact) => fact.entityId === entityId)
      .sort((a, b) => a.when.to - b.when.to || a.position - b.position)
      .at(-1);
    if (last === undefined || last.open) return null;
    end = Math.max(end, last.when.to);
  }
  return end;
}

/** The first moment (ms since 1970) at which what had to be kept has been kept for so many whole years. */
export function yearsAfter(ms: number, years: number): number {
  const at = new Date(ms);
  at.setUTCFullYear(at.getUTCFullYear() + years);
  return at.getTime();
}

import type { ClientsOnFile } from '../../../api/types';
import type { KnownList } from './answered-list';
import { hasHeader, idCandidates, idsOf, sampleOf } from './id-column';
import type { Table } from './table';

/** Says which of some ids are on file. */
export type LookUp = (ids: readonly string[]) => Promise<ClientsOnFile>;

/** Where so many of the ids looked at are known, no other column need be looked at. */
const ENOUGH = 0.5;

/**
 * The column with most ids that are known, of those that may hold ids; `null` where none does. One column after another is
 * looked up, the likeliest first, and no more of them than it takes.
 */
export async function findIdColumn(
  table: Table,
  lookUp: LookUp,
): Promise<{ readonly header: boolean; readonly column: number | null }> {
  const known = new Set<string>();
  let best: { readonly column: number; readonly hits: number } | null = null;
  const guessed = hasHeader(table, known);
  for (const column of idCandidates(table, guessed)) {
    const ids = sampleOf(table, column, guessed);
    if (ids.length === 0) continue;
    const { onFile } = await lookUp(ids);
    for (const id of onFile) known.add(id);
    if (onFile.length > (best?.hits ?? 0)) best = { column, hits: onFile.length };
    if (onFile.length >= ids.length * ENOUGH) break;
  }
  return { header: hasHeader(table, known), column: best?.column ?? null };
}

/** Looks up all ids of a column. */
export async function knownList(
  list: Pick<KnownList, 'name' | 'table' | 'header' | 'column'>,
  lookUp: LookUp,
): Promise<KnownList> {
  const ids = idsOf(list.table, list.column, list.header);
  const { onFile, merged } = ids.length === 0 ? { onFile: [], merged: [] } : await lookUp(ids);
  const survivors = new Map(merged.map(({ mergedClientId, clientId }) => [mergedClientId, clientId]));
  return { ...list, clients: new Map(onFile.map((id) => [id, survivors.get(id) ?? id])) };
}

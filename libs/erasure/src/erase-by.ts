import { eraseRows, renameDocument, type Tx } from '#store';
import type { Erase } from './erase.js';

interface RenamedFile {
  readonly key: { readonly document_id: string };
  readonly set: { readonly name: string };
}

/** Changes rows in the name of one erasure. Of somebody else's document nothing can change but how its file is called. */
export const eraseBy =
  (tx: Tx, erasureId: string): Erase =>
  async (table, changes) => {
    if (table !== 'document') return eraseRows(tx, erasureId, table, changes);
    for (const { key, set } of changes as readonly RenamedFile[]) {
      await renameDocument(tx, erasureId, key.document_id, set.name);
    }
  };

import { fieldId } from './draft-context';
import type { PackPath } from './pack-path';
import { partAt } from './parts';

/** Moves the focus to what shows a path: its field, or what stands around it, or its part. */
export function goToField(path: PackPath): void {
  const names = path.split('.');
  const ids = [...names.keys()].map((i) => fieldId(names.slice(0, names.length - i).join('.')));
  const found = [...ids, `part-${partAt(path)?.id ?? ''}`]
    .map((id) => document.getElementById(id))
    .find((element) => element !== null);
  found?.focus();
  found?.scrollIntoView({ block: 'center' });
}

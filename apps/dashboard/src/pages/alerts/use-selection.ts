import { useMemo, useState } from 'react';
import type { AlertSummary } from '../../api/types';

export interface Selection {
  readonly alerts: readonly AlertSummary[];
  has(alertId: string): boolean;
  toggle(alertId: string): void;
  setAll(alertIds: readonly string[], selected: boolean): void;
  clear(): void;
}

/** Which alerts are selected, of those that are loaded. */
export function useSelection(loaded: readonly AlertSummary[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return useMemo(() => {
    const setAll = (some: readonly string[], selected: boolean) =>
      setIds((before) => {
        const next = new Set(before);
        for (const id of some)
          if (selected) next.add(id);
          else next.delete(id);
        return next;
      });
    return {
      alerts: loaded.filter(({ alertId }) => ids.has(alertId)),
      has: (alertId) => ids.has(alertId),
      toggle: (alertId) => setAll([alertId], !ids.has(alertId)),
      setAll,
      clear: () => setIds(new Set()),
    };
  }, [loaded, ids]);
}

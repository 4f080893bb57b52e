import { useState } from 'react';
import type { Work } from '../../api/alert-work';
import type { AlertSummary } from '../../api/types';
import { useKeys } from '../../keyboard/use-keys';
import { useMay } from '../../shell/me';
import { useWork } from '../../work/use-work';
import type { AskedAction } from '../../work/draft';
import { lastClosing } from '../../work/last-closing';
import { WorkDialog } from '../../work/work-dialog';
import type { QueueRow } from './queue-rows';
import type { LiveRows } from './use-live-rows';
import type { Selection } from './use-selection';

interface Wanted {
  rows: readonly QueueRow[];
  cursor: number;
  setCursor: (index: number) => void;
  selection: Selection;
  focusRow: (index: number) => void;
  live: LiveRows;
}

interface Asking {
  action: AskedAction;
  alerts: readonly AlertSummary[];
  begun: Work | undefined;
}

/** The queue without a mouse. Actions are for what is selected, else for the row under the cursor. */
export function useQueueKeys({ rows, cursor, setCursor, selection, focusRow, live }: Wanted) {
  const may = useMay('work-alerts');
  const mayDecide = useMay('approve');
  const work = useWork();
  const [asking, setAsking] = useState<Asking>();
  const under = rows[cursor];
  const meant = (): readonly AlertSummary[] => {
    if (selection.alerts.length > 0) return selection.alerts;
    if (under === undefined) return [];
    return 'alert' in under ? [under.alert] : under.alerts;
  };
  const ask = (action: AskedAction | 'acknowledge', begun?: Work) => {
    const isDecision = action === 'approve' || action === 'reject';
    const alerts = isDecision ? meant().filter(({ proposed }) => proposed !== null) : meant();
    if (!(isDecision ? mayDecide : may) || alerts.length === 0) return false;
    if (action === 'acknowledge') work.mutate({ alerts, work: { action } }, { onSuccess: selection.clear });
    else setAsking({ action, alerts, begun });
    return true;
  };
  const step = (by: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, cursor + by));
    if (rows.length === 0) return;
    // Not only with the focus, which follows a frame later: the next key may be quicker.
    setCursor(next);
    focusRow(next);
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    x: () => (under !== undefined && 'alert' in under ? selection.toggle(under.alert.alertId) : false),
    a: () => ask('acknowledge'),
    s: () => ask('assign'),
    m: () => ask('comment'),
    e: () => ask('escalate'),
    c: () => ask('close'),
    '.': () => {
      const last = lastClosing();
      return last !== undefined && ask('close', last);
    },
    p: () => ask('approve'),
    r: () => ask('reject'),
    n: () => (live.fresh.length > 0 ? live.show() : false),
    Escape: () => (selection.alerts.length > 0 ? selection.clear() : false),
  });
  const dialog = asking && (
    <WorkDialog
      {...asking}
      onClose={() => setAsking(undefined)}
      onSubmit={(done) => {
        work.mutate({ alerts: asking.alerts, work: done }, { onSuccess: selection.clear });
        setAsking(undefined);
      }}
    />
  );
  return { dialog, ask };
}

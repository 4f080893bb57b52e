import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Work } from '../../api/alert-work';
import type { Alert } from '../../api/types';
import { useKeys } from '../../keyboard/use-keys';
import { LinkButton } from '../../parts/links';
import type { SilenceSearch } from '../../router/silence-search';
import { useMay } from '../../shell/me';
import { isErased } from '../../words/clients';
import { lastClosing } from '../../work/last-closing';
import { neighboursOf } from '../../work/seen-list';
import { useWork } from '../../work/use-work';
import { actionLabel } from '../../work/work-words';
import type { AskedAction } from '../../work/draft';
import { WorkDialog } from '../../work/work-dialog';
import { useGoInList } from './in-list';

type Offered = Exclude<AskedAction, 'approve' | 'reject' | 'withdraw'> | 'acknowledge' | 'reopen';

const offeredFor = (alert: Alert): Offered[] => {
  if (alert.status === 'CLOSED') return ['comment', 'reopen'];
  const first: Offered[] = alert.status === 'OPEN' ? ['acknowledge'] : [];
  return [...first, 'assign', 'comment', 'escalate', ...(alert.proposed === null ? (['close'] as const) : [])];
};

const KEYS: Readonly<Record<string, Offered>> = {
  a: 'acknowledge',
  s: 'assign',
  m: 'comment',
  e: 'escalate',
  c: 'close',
};

/** The like of this alert: the same client, the same kind of finding. */
const silenceOf = ({ survivorId, verdict }: Alert): SilenceSearch => ({
  new: true,
  clientId: [survivorId],
  ...(verdict === null ? {} : { verdict: [verdict] }),
});

/** What this person may do with it now. */
export function AlertActions({ alert }: { alert: Alert }) {
  const may = useMay('work-alerts');
  const work = useWork();
  const goInList = useGoInList();
  const [asking, setAsking] = useState<{ action: AskedAction; begun: Work | undefined }>();
  const offered = may ? offeredFor(alert) : [];
  const act = (action: Offered, begun?: Work) => {
    if (!offered.includes(action)) return false;
    if (action === 'acknowledge' || action === 'reopen') work.mutate({ alerts: [alert], work: { action } });
    else setAsking({ action, begun });
    return true;
  };
  const likeTheLast = () => {
    const last = lastClosing();
    return last !== undefined && act('close', last);
  };
  useKeys({
    ...Object.fromEntries(Object.entries(KEYS).map(([key, action]) => [key, () => act(action)])),
    '.': likeTheLast,
  });
  return (
    <>
      {offered.map((action) => (
        <Button key={action} size="xs" variant={action === 'close' ? 'filled' : 'default'} onClick={() => act(action)}>
          {actionLabel(action, [alert])}
        </Button>
      ))}
      {may && !isErased(alert.survivorId) && (
        <LinkButton to="/silences" search={silenceOf(alert)} size="xs" variant="default">
          Silence this…
        </LinkButton>
      )}
      <Button size="xs" variant="default" onClick={() => window.print()}>
        Print
      </Button>
      {asking && (
        <WorkDialog
          {...asking}
          alerts={[alert]}
          onClose={() => setAsking(undefined)}
          onSubmit={(done) => {
            // Whoever works through a list is led on once it is closed; undoing it is still at hand there.
            const leadOn = () => done.action === 'close' && goInList(neighboursOf(alert.alertId)?.next);
            work.mutate({ alerts: [alert], work: done }, { onSuccess: leadOn });
            setAsking(undefined);
          }}
        />
      )}
    </>
  );
}

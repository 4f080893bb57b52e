import { Button } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { ALERT_PAGE } from '../../api/alerts';
import { counted } from '../../words/numbers';
import type { LiveRows } from './use-live-rows';

export function NewAlertsBar({ live: { fresh, show } }: { live: LiveRows }) {
  const label = fresh.length === ALERT_PAGE ? `${ALERT_PAGE} or more new alerts` : counted(fresh.length, 'new alert');
  return (
    <div role="status" className="new-alerts">
      {fresh.length > 0 && (
        <Button fullWidth size="xs" leftSection={<IconArrowUp size={14} aria-hidden />} onClick={show}>
          {label} – show
        </Button>
      )}
    </div>
  );
}

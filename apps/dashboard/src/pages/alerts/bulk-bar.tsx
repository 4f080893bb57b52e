import { ActionBar, Button, Text } from '@mantine/core';
import { useMay } from '../../shell/me';
import { counted } from '../../words/numbers';
import { actionLabel } from '../../work/work-words';
import type { AskedAction } from '../../work/draft';
import type { Selection } from './use-selection';

const ACTIONS = ['acknowledge', 'assign', 'comment', 'escalate', 'close'] as const;
/** On those of them that somebody has proposed to close. */
const DECISIONS = ['approve', 'reject'] as const;

interface BulkBarProps {
  selection: Selection;
  onAction: (action: AskedAction | 'acknowledge') => void;
}

/** What can be done with all that is selected. */
export function BulkBar({ selection, onAction }: BulkBarProps) {
  const may = useMay('work-alerts');
  const mayDecide = useMay('approve');
  const many = selection.alerts.length;
  const proposed = selection.alerts.filter((alert) => alert.proposed !== null);
  return (
    <ActionBar
      opened={many > 0}
      onClose={selection.clear}
      role="region"
      aria-label="What to do with the selected alerts"
      className="bulk-bar"
    >
      <Text size="sm" fw={600} role="status">
        {counted(many, 'alert')} selected
      </Text>
      {may &&
        ACTIONS.map((action) => (
          <Button key={action} size="xs" variant="default" onClick={() => onAction(action)}>
            {actionLabel(action, selection.alerts)}
          </Button>
        ))}
      {mayDecide &&
        proposed.length > 0 &&
        DECISIONS.map((action) => (
          <Button key={action} size="xs" variant="light" onClick={() => onAction(action)}>
            {actionLabel(action, proposed)} ({proposed.length})
          </Button>
        ))}
      <Button size="xs" variant="subtle" onClick={selection.clear}>
        Clear
      </Button>
    </ActionBar>
  );
}

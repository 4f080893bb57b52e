import { ActionBar, Button, Text } from '@mantine/core';
import { useMay } from '../../shell/me';
import { counted } from '../../words/numbers';
import { ACTION_LABELS } from '../../work/work-words';
import type { AskedAction } from '../../work/work-dialog';
import type { Selection } from './use-selection';

const ACTIONS = ['acknowledge', 'assign', 'comment', 'escalate', 'close'] as const;

interface BulkBarProps {
  selection: Selection;
  onAction: (action: AskedAction | 'acknowledge') => void;
}

/** What can be done with all that is selected. */
export function BulkBar({ selection, onAction }: BulkBarProps) {
  const may = useMay('work-alerts');
  const many = selection.alerts.length;
  return (
    <ActionBar opened={many > 0} onClose={selection.clear} aria-label="What to do with the selected alerts">
      <Text size="sm" fw={600} role="status">
        {counted(many, 'alert')} selected
      </Text>
      {may &&
        ACTIONS.map((action) => (
          <Button key={action} size="xs" variant="default" onClick={() => onAction(action)}>
            {ACTION_LABELS[action]}
          </Button>
        ))}
      <Button size="xs" variant="subtle" onClick={selection.clear}>
        Clear
      </Button>
    </ActionBar>
  );
}

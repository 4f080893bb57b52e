import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { EvidenceTask } from '../api/types';
import { useMay } from '../shell/me';
import { gapLabel } from '../words/clients';
import { FACT_LABELS, factClosing } from '../words/evidence';
import { AskDialog } from './ask-dialog';
import { RecordDialog } from './record-dialog';

/** What this person may do about a gap: record what closes it, or ask somebody for it. */
export function GapActions({ task }: { task: EvidenceTask }) {
  const may = useMay('record-evidence');
  const [open, setOpen] = useState<'record' | 'ask' | null>(null);
  if (!may) return null;
  const fact = factClosing(task.gap);
  const close = () => setOpen(null);
  const about = `${gapLabel(task.gap)}, client ${task.clientId}, ${task.entityId}`;
  return (
    <>
      <Group gap="xs" className="no-print">
        {fact !== undefined && (
          <Button
            size="xs"
            variant="default"
            aria-label={`${FACT_LABELS[fact]}: ${about}`}
            onClick={() => setOpen('record')}
          >
            {FACT_LABELS[fact]}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          aria-label={`${task.assignee === null ? 'Ask somebody' : 'Ask somebody else'}: ${about}`}
          onClick={() => setOpen('ask')}
        >
          {task.assignee === null ? 'Ask somebody' : 'Ask somebody else'}
        </Button>
      </Group>
      {open === 'record' && fact !== undefined && (
        <RecordDialog clientId={task.clientId} entityId={task.entityId} kind={fact} onClose={close} />
      )}
      {open === 'ask' && <AskDialog task={task} onClose={close} />}
    </>
  );
}

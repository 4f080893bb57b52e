import { ActionIcon, CopyButton, Group } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** An identifier as it is, with a button that copies it. */
export function Copyable({ value, children }: { value: string; children?: ReactNode }) {
  return (
    <Group component="span" gap={2} wrap="nowrap" display="inline-flex" maw="100%">
      <span className="id">{children ?? value}</span>
      <CopyButton value={value} timeout={1_500}>
        {({ copied, copy }) => (
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            className="no-print"
            onClick={copy}
            aria-label={copied ? 'Copied' : `Copy ${value}`}
          >
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}

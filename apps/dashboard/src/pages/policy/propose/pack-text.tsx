import { Textarea } from '@mantine/core';
import type { Draft } from './draft';

/** The same draft as text. */
export const PackText = ({ draft, onType }: { draft: Draft; onType: (text: string) => void }) => (
  <Textarea
    id="pack-text"
    label="The pack"
    description="JSON. What the form has no field for is kept as it stands here."
    autosize
    minRows={12}
    maxRows={40}
    spellCheck={false}
    styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
    value={draft.text}
    onChange={(event) => onType(event.currentTarget.value)}
    error={draft.unreadable}
  />
);

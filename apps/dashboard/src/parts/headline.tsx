import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface HeadlineProps {
  label: string;
  value: string;
  /** What the number counts. */
  note?: ReactNode;
}

/** A number with its name, and what it counts. */
export function Headline({ label, value, note }: HeadlineProps) {
  return (
    <>
      <Text size="sm">{label}</Text>
      <Text fz={28} fw={650} lh={1.2} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {value}
      </Text>
      {note && (
        <Text component="div" size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </>
  );
}

import { List, Text } from '@mantine/core';
import { Section } from '../../../parts/section';
import { counted } from '../../../words/numbers';

/** The differences to the pack in force, in the words in which a proposal will say them. */
export function WhatItChanges({ differences }: { differences: readonly string[] | null | undefined }) {
  return (
    <Section title="What it changes">
      <Text size="sm" c="dimmed" role="status">
        {saying(differences)}
      </Text>
      <List size="sm" mt="xs" aria-label="Differences to the pack in force">
        {differences?.map((sentence) => (
          <List.Item key={sentence} style={{ overflowWrap: 'anywhere' }}>
            {sentence}
          </List.Item>
        ))}
      </List>
    </Section>
  );
}

function saying(differences: readonly string[] | null | undefined): string {
  if (differences === undefined) return '';
  if (differences === null) return 'What it changes is said here once all of it can be read.';
  if (differences.length === 0) return 'Nothing yet but the version.';
  return `${counted(differences.length, 'difference')} to the pack in force:`;
}

import { List, Stack, Text } from '@mantine/core';
import type { AlertSummary } from '../api/types';
import { CLOSE_REASON_LABELS } from '../words/alerts';
import { counted } from '../words/numbers';

type Proposal = NonNullable<AlertSummary['proposed']>;

const SHOWN_MAX = 8;

/** What is about to be decided: who wants to close what, and why; the same words once. */
export function ProposedClosings({ alerts }: { alerts: readonly AlertSummary[] }) {
  const groups = [...groupsOf(alerts)];
  return (
    <Stack gap={4}>
      <List size="sm" listStyleType="none" aria-label="What was proposed">
        {groups.slice(0, SHOWN_MAX).map(([key, { proposal, count }]) => (
          <List.Item key={key}>
            {proposal.by} proposes to close {counted(count, 'alert')}, {CLOSE_REASON_LABELS[proposal.reason]}:{' '}
            <q>{proposal.text}</q>
          </List.Item>
        ))}
      </List>
      {groups.length > SHOWN_MAX && (
        <Text size="sm" c="dimmed">
          And {counted(groups.length - SHOWN_MAX, 'other reason')}. Open the list to read them all.
        </Text>
      )}
    </Stack>
  );
}

function groupsOf(alerts: readonly AlertSummary[]): Map<string, { proposal: Proposal; count: number }> {
  const groups = new Map<string, { proposal: Proposal; count: number }>();
  for (const { proposed } of alerts) {
    if (proposed === null) continue;
    const key = JSON.stringify([proposed.by, proposed.reason, proposed.text]);
    groups.set(key, { proposal: proposed, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return groups;
}

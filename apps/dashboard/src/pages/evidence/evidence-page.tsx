import { Button, Group, MultiSelect, SegmentedControl, Table, Text, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { tasksQuery } from '../../api/evidence';
import type { EvidenceTask, Gap } from '../../api/types';
import { GapActions } from '../../evidence/gap-actions';
import { ClientName } from '../../parts/client-name';
import { Page } from '../../parts/page';
import { Failure, Nothing, Waiting } from '../../parts/states';
import { useMe } from '../../shell/me';
import { gapLabel, GAPS } from '../../words/clients';
import { gapToDo } from '../../words/evidence';

const WHOSE = [
  { value: 'all', label: 'All' },
  { value: 'me', label: 'Mine' },
  { value: 'nobody', label: 'Nobody’s' },
];

/** What is missing of the proof that clients came by themselves, as work. */
export function EvidencePage() {
  const { personId } = useMe();
  const { gap, whose, q } = useSearch({ from: '/evidence' });
  const navigate = useNavigate({ from: '/evidence' });
  const query = useInfiniteQuery(
    tasksQuery({
      ...(gap === undefined ? {} : { gap }),
      ...(q === undefined ? {} : { clientId: q }),
      ...(whose === undefined ? {} : { assignee: whose === 'me' ? personId : 'NOBODY' }),
    }),
  );
  const tasks = query.data?.pages.flatMap((page) => page.items) ?? [];
  const show = (changed: { gap?: Gap[]; whose?: 'me' | 'nobody'; q?: string }) =>
    void navigate({ search: Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined)) });
  return (
    <Page
      title="Evidence to get"
      subtitle="What is missing of the proof that clients came by themselves. Each is gone with the fact that closes it."
    >
      <Group gap="sm" align="flex-end">
        <SegmentedControl
          size="xs"
          aria-label="Whose"
          data={WHOSE}
          value={whose ?? 'all'}
          onChange={(value) =>
            show({ gap, q, whose: value === 'me' || value === 'nobody' ? value : undefined } as Parameters<
              typeof show
            >[0])
          }
        />
        <MultiSelect
          size="xs"
          w={{ base: '100%', sm: 320 }}
          aria-label="Which evidence"
          placeholder={gap === undefined ? 'Whatever is missing' : ''}
          clearable
          clearButtonProps={{ 'aria-label': 'Whatever is missing' }}
          data={GAPS.map((value) => ({ value, label: gapLabel(value) }))}
          value={gap ?? []}
          onChange={(values) =>
            show({ q, whose, gap: values.length === 0 ? undefined : values } as Parameters<typeof show>[0])
          }
        />
        <TextInput
          size="xs"
          aria-label="Client"
          placeholder="Client"
          key={q ?? ''}
          defaultValue={q ?? ''}
          maxLength={256}
          onKeyDown={(event) => {
            const wanted = event.currentTarget.value.trim();
            if (event.key === 'Enter')
              show({ gap, whose, q: wanted === '' ? undefined : wanted } as Parameters<typeof show>[0]);
          }}
        />
      </Group>
      {query.isPending && <Waiting />}
      {query.isError && tasks.length === 0 && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && tasks.length === 0 && (
        <Nothing title="Nothing is missing">
          Of whom you see, and by what you look for, every client’s own initiative has its evidence.
        </Nothing>
      )}
      {tasks.length > 0 && (
        <Table aria-label="Evidence to get">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Client</Table.Th>
              <Table.Th>What is missing</Table.Th>
              <Table.Th visibleFrom="sm">Asked of</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {tasks.map((task) => (
              <Line key={`${task.clientId} ${task.entityId} ${task.gap}`} task={task} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {query.hasNextPage && (
        <Button variant="default" size="xs" onClick={() => void query.fetchNextPage()}>
          More
        </Button>
      )}
    </Page>
  );
}

const Line = ({ task }: { task: EvidenceTask }) => (
  <Table.Tr>
    <Table.Td style={{ verticalAlign: 'top', overflowWrap: 'anywhere' }}>
      <ClientName clientId={task.clientId} size="sm" />
      <Text size="xs" c="dimmed">
        {task.entityId}
      </Text>
    </Table.Td>
    <Table.Td>
      <Text size="sm" fw={600}>
        {gapLabel(task.gap)}
      </Text>
      <Text size="sm" c="dimmed" mb={4}>
        {gapToDo(task.gap)}
      </Text>
      <Text size="xs" hiddenFrom="sm" mb={4}>
        {task.assignee === null ? 'Asked of nobody' : `Asked of ${task.assignee}`}
      </Text>
      <GapActions task={task} />
    </Table.Td>
    <Table.Td visibleFrom="sm" style={{ verticalAlign: 'top' }}>
      {task.assignee ?? 'Nobody'}
    </Table.Td>
  </Table.Tr>
);

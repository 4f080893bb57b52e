import { Button, NativeSelect, SimpleGrid, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { differencesQuery, type Change } from '../../api/past';
import type { AlertDifference } from '../../api/types';
import { ClientName } from '../../parts/client-name';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { verdictLabel } from '../../words/verdicts';
import { CHANGE_LABELS } from './words';

const CHANGES = Object.keys(CHANGE_LABELS) as Change[];

/** Act by act, what is on record beside what the pack gives. */
export function BacktestDifferences({ backtestId, done }: { backtestId: string; done: boolean }) {
  const [change, setChange] = useState<Change | undefined>();
  const query = useInfiniteQuery(differencesQuery(backtestId, change, done));
  const differences = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section
      title="Act by act"
      aside={
        <NativeSelect
          aria-label="Differences shown"
          size="xs"
          value={change ?? ''}
          data={[{ value: '', label: 'All' }, ...CHANGES.map((value) => ({ value, label: CHANGE_LABELS[value] }))]}
          onChange={(event) => setChange(CHANGES.find((known) => known === event.currentTarget.value))}
        />
      }
    >
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && differences.length === 0 && <Text c="dimmed">None.</Text>}
      <Stack component="ul" gap="md" p={0} m={0} style={{ listStyle: 'none' }} aria-label="Differences">
        {differences.map((difference) => (
          <li key={difference.ordinal}>
            <DifferenceShown difference={difference} />
          </li>
        ))}
      </Stack>
      {query.hasNextPage && (
        <Button mt="md" size="xs" variant="default" onClick={() => void query.fetchNextPage()}>
          More
        </Button>
      )}
    </Section>
  );
}

/** One act with the two explanations side by side. */
export function DifferenceShown({ difference }: { difference: AlertDifference }) {
  const { change, clientId, act, before, after } = difference;
  return (
    <>
      <Text size="sm" fw={600}>
        {CHANGE_LABELS[change]}: <ClientName clientId={clientId} />, <Moment at={act.effectiveAt} />
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" mt={4}>
        <Side title="On record" judged={before} />
        <Side title="By the pack" judged={after} />
      </SimpleGrid>
    </>
  );
}

const Side = ({ title, judged }: { title: string; judged: AlertDifference['before'] }) => (
  <div style={{ overflowWrap: 'anywhere' }}>
    <Text size="xs" c="dimmed">
      {title}
    </Text>
    {judged === null ? (
      <Text size="sm">No alert.</Text>
    ) : (
      <>
        <Text size="sm">
          {verdictLabel(judged.verdict)}, {judged.severity}
        </Text>
        <Text size="sm" c="dimmed">
          {judged.explanation}
        </Text>
      </>
    )}
  </div>
);

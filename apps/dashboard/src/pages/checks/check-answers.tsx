import { Button, NativeSelect, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answersQuery, type Answer } from '../../api/checks';
import type { CheckAnswer } from '../../api/types';
import { ClientName } from '../../parts/client-name';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { useMay } from '../../shell/me';
import { ANSWER_LABELS } from '../../words/checks';
import { verdictLabel } from '../../words/verdicts';

const ANSWERS = Object.keys(ANSWER_LABELS) as Answer[];

/** Client by client, with the verdict, the article and why. */
export function CheckAnswers({ checkId }: { checkId: string }) {
  const [answer, setAnswer] = useState<Answer | undefined>();
  const query = useInfiniteQuery(answersQuery(checkId, answer));
  const answers = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section
      title="Client by client"
      aside={
        <NativeSelect
          aria-label="Answers shown"
          size="xs"
          value={answer ?? ''}
          data={[{ value: '', label: 'All' }, ...ANSWERS.map((value) => ({ value, label: ANSWER_LABELS[value] }))]}
          onChange={(event) => setAnswer(ANSWERS.find((known) => known === event.currentTarget.value))}
        />
      }
    >
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && answers.length === 0 && <Text c="dimmed">Nobody.</Text>}
      {answers.length > 0 && (
        <Table aria-label="Answers">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Client</Table.Th>
              <Table.Th>Answer</Table.Th>
              <Table.Th visibleFrom="sm">Why</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {answers.map((given) => (
              <Line key={`${given.clientId} ${given.act.id} ${JSON.stringify(given.offer)}`} given={given} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {query.hasNextPage && (
        <Button mt="md" size="xs" variant="default" onClick={() => void query.fetchNextPage()}>
          More
        </Button>
      )}
    </Section>
  );
}

function Line({ given: { clientId, answer, verdict, citations, explanation } }: { given: CheckAnswer }) {
  const mayRead = useMay('read');
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {mayRead ? <ClientName clientId={clientId} /> : <span className="id">{clientId}</span>}
      </Table.Td>
      <Table.Td>
        <Text size="sm" fw={600}>
          {ANSWER_LABELS[answer]}
        </Text>
        <Text size="xs" c="dimmed">
          {verdictLabel(verdict)}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Text size="sm">{explanation}</Text>
        {citations.length > 0 && (
          <Text size="xs" c="dimmed">
            {citations.map(({ article }) => article).join('; ')}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

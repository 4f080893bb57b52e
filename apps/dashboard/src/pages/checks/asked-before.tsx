import { Button, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { checksQuery } from '../../api/checks';
import { LinkAnchor } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { count } from '../../words/numbers';

/** What was asked, by whom, and what came of it. */
export function AskedBefore() {
  const query = useInfiniteQuery(checksQuery);
  const checks = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title="Asked before">
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && checks.length === 0 && <Text c="dimmed">Nothing yet.</Text>}
      {checks.length > 0 && (
        <Table.ScrollContainer minWidth={480}>
          <Table aria-label="Checks">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Asked</Table.Th>
                <Table.Th>By</Table.Th>
                <Table.Th className="number">May</Table.Th>
                <Table.Th className="number">May not</Table.Th>
                <Table.Th className="number">Needs a person</Table.Th>
                <Table.Th className="number">Not judged</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {checks.map(({ checkId, askedAt, askedBy, may, mayNot, person, rejected }) => (
                <Table.Tr key={checkId}>
                  <Table.Td>
                    <LinkAnchor to="/checks/$checkId" params={{ checkId }}>
                      <Moment at={askedAt} />
                    </LinkAnchor>
                  </Table.Td>
                  <Table.Td>{askedBy}</Table.Td>
                  <Table.Td className="number">{count(may)}</Table.Td>
                  <Table.Td className="number">{count(mayNot)}</Table.Td>
                  <Table.Td className="number">{count(person)}</Table.Td>
                  <Table.Td className="number">{count(rejected)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {query.hasNextPage && (
        <Button mt="md" size="xs" variant="default" onClick={() => void query.fetchNextPage()}>
          More
        </Button>
      )}
    </Section>
  );
}

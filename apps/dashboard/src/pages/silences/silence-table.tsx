import { Button, Group, Table, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { approveSilence, endSilence } from '../../api/silences';
import type { Silence } from '../../api/types';
import { MatchedNow } from '../../parts/matched-now';
import { Moment } from '../../parts/moment';
import { Failure } from '../../parts/states';
import { useMay, useMe } from '../../shell/me';
import { matchersSentence } from '../../words/matchers';

export const SilenceTable = ({ label, silences }: { label: string; silences: readonly Silence[] }) => (
  <Table aria-label={label}>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Which alerts</Table.Th>
        <Table.Th visibleFrom="sm">Why</Table.Th>
        <Table.Th>Until</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {silences.map((silence) => (
        <Line key={silence.silenceId} silence={silence} />
      ))}
    </Table.Tbody>
  </Table>
);

function Line({ silence }: { silence: Silence }) {
  const { matchers, reason, createdBy, createdAt, approvedBy, state, until, endedAt, endedBy } = silence;
  const isPast = state === 'ENDED' || state === 'OVER';
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {matchersSentence(matchers)}
        <Text size="sm" hiddenFrom="sm">
          “{reason}”
        </Text>
        {!isPast && (
          <div>
            <MatchedNow matchers={matchers} />
          </div>
        )}
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Text size="sm">“{reason}”</Text>
        <Text size="xs" c="dimmed">
          {createdBy}, <Moment at={createdAt} short />
          {approvedBy !== null && `; agreed to by ${approvedBy}`}
        </Text>
      </Table.Td>
      <Table.Td>
        {endedAt === null ? <Moment at={until} /> : <Moment at={endedAt} />}
        {endedBy !== null && (
          <Text size="xs" c="dimmed">
            Ended by {endedBy}
          </Text>
        )}
        {!isPast && <Actions silence={silence} />}
      </Table.Td>
    </Table.Tr>
  );
}

function Actions({ silence: { silenceId, createdBy, state, reason } }: { silence: Silence }) {
  const { personId } = useMe();
  const mayWork = useMay('work-alerts');
  const mayApprove = useMay('approve');
  const queries = useQueryClient();
  const changing = useMutation({
    mutationFn: (change: (silenceId: string) => Promise<Silence>) => change(silenceId),
    onSettled: () =>
      Promise.all(['silences', 'alert', 'alerts'].map((name) => queries.invalidateQueries({ queryKey: [name] }))),
  });
  const isMine = createdBy === personId;
  return (
    <>
      {changing.isError && <Failure error={changing.error} />}
      {state === 'WAITING' && isMine && <Text size="xs">Somebody else has to approve: it is you who made it.</Text>}
      <Group gap="xs" mt={4}>
        {state === 'WAITING' && !isMine && mayApprove && (
          <Button
            size="compact-sm"
            aria-label={`Approve the silence “${reason}”`}
            onClick={() => changing.mutate(approveSilence)}
          >
            Approve
          </Button>
        )}
        {mayWork && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`End now: the silence “${reason}”`}
            onClick={() => changing.mutate(endSilence)}
          >
            End now
          </Button>
        )}
      </Group>
    </>
  );
}

import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { approveRebinding, proposeRebinding, rejectRebinding } from '../../api/topics';
import type { Topic } from '../../api/types';
import { Moment } from '../../parts/moment';
import { Failure } from '../../parts/states';
import { useMay, useMe } from '../../shell/me';

/** The topics that are not read any more, each with why, and with how it may be read on. */
export const StoppedTopics = ({ topics }: { topics: Topic[] }) => (
  <>
    {topics
      .filter(({ state }) => state === 'STOPPED')
      .map((topic) => (
        <StoppedTopic key={topic.topic} topic={topic} />
      ))}
  </>
);

function StoppedTopic({ topic }: { topic: Topic }) {
  const queries = useQueryClient();
  const deciding = useMutation({
    mutationFn: (decide: () => Promise<Topic>) => decide(),
    onSettled: () => queries.invalidateQueries({ queryKey: ['health'] }),
  });
  const { stop, proposal } = topic;
  return (
    <Alert
      mt="md"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={`${topic.topic} is not read any more`}
    >
      <Stack gap="xs">
        <Text size="sm">
          {stop?.detail}. All other topics are read on.
          {stop !== null && (
            <>
              {' '}
              Noticed <Moment at={stop.noticedAt} short />.
            </>
          )}
        </Text>
        {deciding.isError && <Failure error={deciding.error} />}
        {proposal === null ? (
          <Proposing topic={topic.topic} decide={deciding.mutate} />
        ) : (
          <Deciding topic={topic.topic} proposal={proposal} decide={deciding.mutate} />
        )}
      </Stack>
    </Alert>
  );
}

type Decide = (decision: () => Promise<Topic>) => void;

function Proposing({ topic, decide }: { topic: string; decide: Decide }) {
  const mayPropose = useMay('manage-topics');
  const [from, setFrom] = useState('beginning');
  const [reason, setReason] = useState('');
  if (!mayPropose) return <Text size="sm">An approver has to propose from where it is read on.</Text>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    decide(() => proposeRebinding(topic, { from, reason }));
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="sm">
        <TextInput
          label="Read on from"
          description="beginning, an offset, or a time"
          size="xs"
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          label="Reason"
          size="xs"
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" disabled={from.trim() === '' || reason.trim() === ''}>
          Propose
        </Button>
      </Group>
    </form>
  );
}

function Deciding({
  topic,
  proposal,
  decide,
}: {
  topic: string;
  proposal: NonNullable<Topic['proposal']>;
  decide: Decide;
}) {
  const { personId } = useMe();
  const mayApprove = useMay('approve');
  const { rebindingId, proposedBy } = proposal;
  return (
    <>
      <Text size="sm">
        {proposedBy} proposed to read on from {proposal.from}: {proposal.reason}
      </Text>
      {proposedBy === personId && <Text size="sm">Somebody else has to approve: it is you who proposed it.</Text>}
      {mayApprove && (
        <Group gap="xs">
          {proposedBy !== personId && (
            <Button size="xs" onClick={() => decide(() => approveRebinding(topic, rebindingId))}>
              Approve, and read on
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => decide(() => rejectRebinding(topic, rebindingId))}>
            Turn it down
          </Button>
        </Group>
      )}
    </>
  );
}

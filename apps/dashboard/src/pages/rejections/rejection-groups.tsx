import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { groupsQuery, type GroupFilter } from '../../api/rejections';
import type { RejectionGroup } from '../../api/types';
import { Tag } from '../../parts/badges';
import { LinkAnchor } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { Failure, Nothing, Waiting } from '../../parts/states';
import { count, counted } from '../../words/numbers';
import { rejectionReason, type Standing } from '../../words/rejections';
import { GroupActions } from './group-actions';

/** What was refused, by topic, reason and what the sentences have in common. */
export function RejectionGroups({ filter }: { filter: GroupFilter }) {
  const query = useQuery(groupsQuery(filter));
  if (query.isPending) return <Waiting />;
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  const { items, total } = query.data;
  if (items.length === 0)
    return (
      <Nothing title="Nothing is waiting">Every message that came could be taken, or has been taken since.</Nothing>
    );
  return (
    <Stack gap="sm">
      {items.map((group) => (
        <GroupCard
          key={`${group.topic} ${group.reason} ${group.cause}`}
          group={group}
          {...(filter.standing === undefined ? {} : { standing: filter.standing })}
        />
      ))}
      {total > items.length && <Text size="sm">{counted(total - items.length, 'further cause')} not shown.</Text>}
    </Stack>
  );
}

function GroupCard({ group, standing }: { group: RejectionGroup; standing?: Standing[] }) {
  const { topic, reason, cause, message, count: messages, waiting, proposed, firstAt, lastAt } = group;
  return (
    <Paper component="article" withBorder p="md" aria-label={`${topic}: ${cause}`}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Group gap="xs">
          <Title order={2} fz="md">
            <LinkAnchor
              to="/rejections"
              search={{ ...(standing === undefined ? {} : { standing }), topic, reason: [reason], cause }}
              inherit
            >
              {counted(messages, 'message')}: {rejectionReason(reason)}
            </LinkAnchor>
          </Title>
          {waiting > 0 && <Tag>{count(waiting)} waiting</Tag>}
          {proposed > 0 && <Tag>{count(proposed)} to be set aside</Tag>}
        </Group>
        <GroupActions group={group} />
      </Group>
      <Text size="sm" my={4} style={{ overflowWrap: 'anywhere' }}>
        {messages === 1 ? message : cause}
      </Text>
      {messages > 1 && message !== cause && (
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          The last of them: {message}
        </Text>
      )}
      <Text size="xs" c="dimmed" component="div">
        {topic} · first <Moment at={firstAt} short /> · last <Moment at={lastAt} short />
      </Text>
    </Paper>
  );
}

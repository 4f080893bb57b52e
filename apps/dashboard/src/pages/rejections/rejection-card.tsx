import { Button, Group, List, Paper, Text, Title } from '@mantine/core';
import type { Rejection } from '../../api/types';
import { Tag } from '../../parts/badges';
import { Copyable } from '../../parts/copyable';
import { LinkAnchor } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { useMay } from '../../shell/me';
import { count } from '../../words/numbers';
import { STANDING_LABELS, STEP_LABELS } from '../../words/rejections';
import { RawMessage } from './raw-message';
import { SetAsideButton, SetAsideProposal } from './set-aside';
import { useRedrive } from './use-redrive';

export function RejectionCard({ rejection }: { rejection: Rejection }) {
  const {
    rejectionId,
    reason,
    message,
    topic,
    partition,
    offset,
    lastOffset,
    codec,
    key,
    recordedAt,
    bytes,
    standing,
    steps,
    attempts,
  } = rejection;
  const mayRedrive = useMay('redrive');
  const maySetAside = useMay('set-aside');
  const redriving = useRedrive();
  return (
    <Paper component="article" withBorder p="md" aria-label={rejectionId}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Group gap="xs">
          <Title order={2} fz="md">
            <LinkAnchor to="/rejections" search={{ reason: [reason] }} inherit>
              {reason}
            </LinkAnchor>
          </Title>
          <Tag>{STANDING_LABELS[standing]}</Tag>
        </Group>
        <Group gap="xs">
          {maySetAside && standing === 'WAITING' && <SetAsideButton rejection={rejection} />}
          {mayRedrive && standing !== 'SETTLED' && (
            <Button
              size="xs"
              variant="default"
              loading={redriving.isPending}
              onClick={() => redriving.mutate([rejectionId])}
            >
              Re-drive
            </Button>
          )}
        </Group>
      </Group>
      <Text size="sm" my={4}>
        {message}
      </Text>
      <Text size="xs" c="dimmed" component="div">
        <Moment at={recordedAt} /> · {topic}, partition {partition},{' '}
        {lastOffset === null
          ? `offset ${offset} · key ${key ?? 'none'}`
          : `offsets ${offset} to ${lastOffset} · ${codec}`}{' '}
        · {count(bytes)} bytes · <Copyable value={rejectionId} />
      </Text>
      <SetAsideProposal rejection={rejection} />
      {steps.length > 0 && (
        <List size="sm" mt="xs" aria-label="What was decided">
          {steps.map((step) => (
            <List.Item key={step.recordedAt}>
              <Moment at={step.recordedAt} />: {step.actor} {STEP_LABELS[step.kind]}
              {step.reason !== null && `: “${step.reason}”`}
            </List.Item>
          ))}
        </List>
      )}
      {attempts.length > 0 && (
        <List size="sm" mt="xs">
          {attempts.map((attempt) => (
            <List.Item key={attempt.attempt}>
              Taken up on <Moment at={attempt.recordedAt} />: {attempt.outcome.toLowerCase()}
              {attempt.message !== null && `, ${attempt.message}`}
            </List.Item>
          ))}
        </List>
      )}
      <RawMessage rejection={rejection} />
    </Paper>
  );
}

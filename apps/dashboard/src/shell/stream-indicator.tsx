import { Group, Text } from '@mantine/core';
import { IconBroadcast, IconBroadcastOff } from '@tabler/icons-react';
import { useStreamStatus } from '../stream/stream-context';
import { clockTime } from '../words/times';

/** Whether the page still follows what happens. */
export function StreamIndicator() {
  const { state, heardAt } = useStreamStatus();
  const live = state === 'live';
  const Icon = live ? IconBroadcast : IconBroadcastOff;
  const label = live ? 'Live' : state === 'connecting' ? 'Connecting' : 'Reconnecting';
  const detail = heardAt === null ? 'Nothing heard yet' : `Updated ${clockTime(new Date(heardAt).toISOString())}`;
  return (
    <Group gap={6} wrap="nowrap" role="status" aria-label={`Live updates: ${label}`} title={detail}>
      <Icon size={18} aria-hidden />
      <Text size="sm" visibleFrom="sm">
        {live && heardAt !== null ? detail : `${label} …`}
      </Text>
    </Group>
  );
}

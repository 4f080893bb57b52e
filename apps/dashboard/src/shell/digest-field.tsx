import { Group, Radio, Text } from '@mantine/core';
import type { Settings } from '../api/session';
import type { Me } from '../api/types';

type Digest = NonNullable<Settings['digest']> | null;

const NONE = 'NONE';

interface Props {
  /** Where it is mailed, or why it can't be. */
  way: Me['digest'];
  timeZone: string | null;
  value: Digest;
  onChange: (value: Digest) => void;
}

/** When what Today says is mailed. Where it can't come, nothing can be chosen but to have none. */
export function DigestField({ way: { mailedTo, obstacle }, timeZone, value, onChange }: Props) {
  const hour = `At 7:00 ${timeZone === null ? 'by UTC, as no time zone is chosen' : `in the time zone above`}`;
  return (
    <Radio.Group
      label="Digest by mail"
      description="What Today says, in numbers."
      value={value ?? NONE}
      onChange={(chosen) => onChange(chosen === NONE ? null : (chosen as Digest))}
    >
      <Group gap="md" mt={4}>
        <Radio value={NONE} label="None" />
        <Radio value="WORKDAYS" label="Every working day" disabled={obstacle !== null} />
        <Radio value="MONDAYS" label="Every Monday" disabled={obstacle !== null} />
      </Group>
      <Text size="xs" c="dimmed" mt={4}>
        {obstacle ?? `${hour}, to ${mailedTo}.`}
      </Text>
    </Radio.Group>
  );
}

import { Group } from '@mantine/core';
import type { Client } from '../../api/types';
import { Copyable } from '../../parts/copyable';
import { Tag } from '../../parts/badges';
import { countryLabel } from '../../words/countries';

const LOCATIONS: Readonly<Record<Client['location'], string>> = {
  INSIDE: 'inside the perimeter',
  OUTSIDE: 'outside the perimeter',
  UNKNOWN: 'unknown whether inside the perimeter',
};

export function ClientSubtitle({ client }: { client: Client }) {
  const others = client.memberIds.filter((id) => id !== client.clientId);
  return (
    <Group gap="md">
      <Copyable value={client.clientId} />
      <span>
        {countryLabel(client.country)}, {LOCATIONS[client.location]}
      </span>
      {others.length > 0 && <Tag>Merged with {others.join(', ')}</Tag>}
    </Group>
  );
}

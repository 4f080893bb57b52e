import { List, SimpleGrid, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import type { Client, ClientEntity } from '../../api/types';
import { Copyable } from '../../parts/copyable';
import { Fields, type Field } from '../../parts/fields';
import { Section } from '../../parts/section';
import { INITIATIVE_WORDS } from '../../words/clients';
import { MissingEvidence } from './missing-evidence';

const ICONS = {
  ESTABLISHED: IconCircleCheck,
  UNPROVEN: IconAlertTriangle,
  DEFEATED: IconCircleX,
  NONE: IconCircleDashed,
} as const;
const words = (value: string): string => value.toLowerCase().replaceAll('_', ' ');

/** How the client came, what there is to prove it and what is missing, entity by entity. */
interface InitiativeEvidenceProps {
  client: Client;
  /** Whether it is as of another time. */
  past: boolean;
}

export const InitiativeEvidence = ({ client, past }: InitiativeEvidenceProps) => (
  <SimpleGrid cols={{ base: 1, md: Math.min(2, Math.max(1, client.entities.length)) }}>
    {client.entities.map((entity) => (
      <Entity key={entity.entityId} clientId={client.clientId} entity={entity} past={past} />
    ))}
  </SimpleGrid>
);

function Entity({ clientId, entity, past }: { clientId: string; entity: ClientEntity; past: boolean }) {
  const Icon = ICONS[entity.initiative];
  const [label, meaning] = INITIATIVE_WORDS[entity.initiative];
  const fields: Field[] = [
    ['Channel of first contact', entity.firstContactChannel === null ? 'Missing' : words(entity.firstContactChannel)],
    ['Exposure to marketing', entity.exposureCheck === null ? 'Not checked' : words(entity.exposureCheck)],
    ['Third-country status', entity.acknowledged ? 'Acknowledged' : 'Not acknowledged'],
    ['Documents', <Documents key="documents" documents={entity.documents} />],
  ];
  return (
    <Section title={`Own initiative, ${entity.entityId}`}>
      <Text fw={600}>
        <Icon size={18} aria-hidden className="in-line" /> {label}
      </Text>
      <Text size="sm" c="dimmed" mb="sm">
        {meaning}
      </Text>
      <Fields fields={fields} />
      <MissingEvidence clientId={clientId} entity={entity} past={past} />
    </Section>
  );
}

const Documents = ({ documents }: { documents: ClientEntity['documents'] }) =>
  documents.length === 0 ? (
    'None'
  ) : (
    <List size="sm" listStyleType="none" spacing={4}>
      {documents.map(({ kind, uri, sha256 }) => (
        <List.Item key={`${kind} ${uri}`}>
          {words(kind)}: <span className="id">{uri}</span>
          <br />
          {sha256 === null ? 'No digest' : <Copyable value={sha256}>sha256 {sha256.slice(0, 12)}…</Copyable>}
        </List.Item>
      ))}
    </List>
  );

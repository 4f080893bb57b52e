import { Group, NativeSelect, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { PolicyVersion } from '../../api/types';
import { Section } from '../../parts/section';
import { differences } from './pack';

/** What changed from one version to another. */
export function PackComparison({ versions }: { versions: readonly PolicyVersion[] }) {
  const names = versions.map(({ version }) => version);
  const [before, setBefore] = useState(names[1] ?? '');
  const [after, setAfter] = useState(names[0] ?? '');
  const packOfVersion = (name: string) => versions.find(({ version }) => version === name)?.pack;
  const found = differences(packOfVersion(before), packOfVersion(after));
  return (
    <Section title="What changed">
      <Group mb="sm">
        <NativeSelect label="From" data={names} value={before} onChange={(e) => setBefore(e.currentTarget.value)} />
        <NativeSelect label="To" data={names} value={after} onChange={(e) => setAfter(e.currentTarget.value)} />
      </Group>
      {found.length === 0 ? (
        <Text c="dimmed">They say the same.</Text>
      ) : (
        <Table aria-label="Differences">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Where</Table.Th>
              <Table.Th>Before</Table.Th>
              <Table.Th>After</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.map((difference) => (
              <Table.Tr key={difference.path}>
                <Table.Td className="id">{difference.path}</Table.Td>
                <Table.Td className="id">{difference.before ?? 'absent'}</Table.Td>
                <Table.Td className="id">{difference.after ?? 'absent'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}

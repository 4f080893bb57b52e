import { Code, SimpleGrid, Table } from '@mantine/core';
import type { PolicyVersion, Severity } from '../../api/types';
import { SeverityMark, Tag } from '../../parts/badges';
import { Fields, type Field } from '../../parts/fields';
import { Section } from '../../parts/section';
import { countryLabel } from '../../words/countries';
import { counted } from '../../words/numbers';
import { shortDay } from '../../words/times';
import { verdictLabel } from '../../words/verdicts';
import { packOf, type Pack } from './pack';

export function PackContents({ version: { version, pack: raw } }: { version: PolicyVersion }) {
  const pack = packOf(raw);
  return (
    <>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Section title="Verdicts">
          <VerdictTable pack={pack} />
        </Section>
        <Section title="Limits">
          <Fields fields={limitsOf(pack)} />
        </Section>
      </SimpleGrid>
      <Section title={`Perimeter of ${version}`}>
        <SimpleGrid cols={{ base: 2, sm: 3, md: 4, lg: 6 }} spacing="xs">
          {pack.perimeter?.map(({ country, from, sourceStatus }) => (
            <div key={country}>
              {countryLabel(country)} <span className="quiet">from {shortDay(from)}</span>{' '}
              {sourceStatus !== 'primary' && <Tag>{sourceStatus}</Tag>}
            </div>
          ))}
        </SimpleGrid>
      </Section>
      <details>
        <summary className="raw-summary">The whole pack</summary>
        <Code block>{JSON.stringify(raw, null, 2)}</Code>
      </details>
    </>
  );
}

const VerdictTable = ({ pack }: { pack: Pack }) => (
  <Table aria-label="Severity and citations by verdict">
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Verdict</Table.Th>
        <Table.Th>Severity</Table.Th>
        <Table.Th>Cites</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {Object.entries(pack.severities ?? {}).map(([verdict, severity]) => (
        <Table.Tr key={verdict}>
          <Table.Td>{verdictLabel(verdict)}</Table.Td>
          <Table.Td>
            <SeverityMark severity={severity as Severity} />
          </Table.Td>
          <Table.Td>
            {pack.citations?.[verdict]?.map(({ article, sourceStatus }) => (
              <div key={article}>
                {article} <Tag>{sourceStatus}</Tag>
              </div>
            ))}
          </Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);

function limitsOf({ windowHours, serviceHours, fourEyes, facets }: Pack): Field[] {
  const compared = Object.entries(facets ?? {}).filter(([, facet]) => facet.enabled);
  return [
    ['Window of the original request', windowHours === undefined ? '–' : counted(windowHours, 'hour')],
    [
      'To be closed within',
      Object.entries(serviceHours ?? {})
        .map(([severity, hours]) => `${severity} ${counted(hours, 'hour')}`)
        .join(', '),
    ],
    ['Closed by two people', fourEyes?.closing?.join(', ') ?? 'none'],
    ['Same type is compared by', compared.map(([name]) => name).join(', ')],
  ];
}

import { Table, Text } from '@mantine/core';
import type { Approval, Today } from '../../api/types';
import { LinkAnchor } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/section';
import { TO_APPROVE } from '../../router/alert-search';
import { CLOSE_REASON_LABELS } from '../../words/alerts';
import { count, counted } from '../../words/numbers';
import { APPROVAL_LABELS } from '../../words/today';

type Approvals_ = NonNullable<Today['approvals']>;

/** With what, by whom and why; each leads to where it is decided. */
export function Approvals({ approvals: { total, byKind, items } }: { approvals: Approvals_ }) {
  const kinds = byKind.map(({ kind, count: many }) => counted(many, APPROVAL_LABELS[kind].toLowerCase()));
  return (
    <Section
      title="Waiting for my approval"
      aside={
        <Text size="sm" c="dimmed">
          {total === 0 ? 'Nothing' : `${count(total)} in all: ${kinds.join(', ')}`}
        </Text>
      }
    >
      {items.length === 0 ? (
        <Text c="dimmed">Nobody else has proposed anything that waits for a second person.</Text>
      ) : (
        <Table aria-label="Waiting for my approval">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>What</Table.Th>
              <Table.Th visibleFrom="sm">By</Table.Th>
              <Table.Th visibleFrom="sm">Why</Table.Th>
              <Table.Th visibleFrom="md">Since</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((item) => (
              <Table.Tr key={`${item.kind} ${item.target} ${item.by} ${item.why} ${item.at}`}>
                <Table.Td>
                  <Where item={item} />
                  <Text size="xs" c="dimmed" hiddenFrom="sm">
                    {item.by}
                    {item.why !== '' && <>: {item.why}</>}
                  </Text>
                </Table.Td>
                <Table.Td visibleFrom="sm">{item.by}</Table.Td>
                <Table.Td visibleFrom="sm">{item.why === '' ? '–' : item.why}</Table.Td>
                <Table.Td visibleFrom="md">
                  <Moment at={item.at} short />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}

/** Codes of reasons in words. */
const inWords = (what: string): string =>
  Object.entries(CLOSE_REASON_LABELS).reduce((text, [code, label]) => text.replace(`as ${code}`, `– ${label}`), what);

function Where({ item: { kind, target, what, incidentId } }: { item: Approval }) {
  switch (kind) {
    case 'CLOSING':
      return target === null ? (
        <LinkAnchor
          to="/alerts"
          search={{ ...TO_APPROVE, ...(incidentId === null ? {} : { incidentId: [incidentId], group: 'incident' }) }}
          size="sm"
        >
          {inWords(what)}
        </LinkAnchor>
      ) : (
        <LinkAnchor to="/alerts/$alertId" params={{ alertId: target }} size="sm">
          {inWords(what)}
        </LinkAnchor>
      );
    case 'POLICY':
      return <Leading to="/policy" what={what} />;
    case 'SILENCE':
      return <Leading to="/silences" what={what} />;
    case 'SET_ASIDE':
      return <Leading to="/rejections" what={what} />;
    case 'REBUILD':
      return <Leading to="/rebuilds" what={what} />;
    case 'TOPIC':
      return <Leading to="/status" what={what} />;
  }
}

interface LeadingProps {
  to: '/policy' | '/silences' | '/rejections' | '/rebuilds' | '/status';
  what: string;
}

const Leading = ({ to, what }: LeadingProps) => (
  <LinkAnchor to={to} size="sm">
    {what}
  </LinkAnchor>
);

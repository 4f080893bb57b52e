import { Table } from '@mantine/core';
import { count } from '../../words/numbers';
import { changeLabel } from '../../words/alerts';
import { verdictLabel } from '../../words/verdicts';
import type { Replayed } from './replayed';

const CHANGES = ['raised', 'rejudged', 'superseded'] as const;

/** How often an alert of each verdict was raised, judged again and taken back. */
export const ReplayVerdicts = ({ replayed }: { replayed: Replayed }) => (
  <Table.ScrollContainer minWidth={320}>
    <Table aria-label="Changes by verdict">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Verdict</Table.Th>
          {CHANGES.map((change) => (
            <Table.Th key={change} className="number">
              {changeLabel(change)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {[...replayed.byVerdict.values()]
          .sort((a, b) => b.raised - a.raised)
          .map((counts) => (
            <Table.Tr key={counts.verdict}>
              <Table.Th scope="row" fw={400}>
                {verdictLabel(counts.verdict)}
              </Table.Th>
              {CHANGES.map((change) => (
                <Table.Td key={change} className="number">
                  {count(counts[change])}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
      </Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);

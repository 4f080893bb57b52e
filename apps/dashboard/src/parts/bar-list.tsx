import { Box, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { count } from '../words/numbers';

export interface Bar {
  key: string;
  /** Usually a link to the list behind the number. */
  label: ReactNode;
  count: number;
}

/** Numbers by kind, with bars to compare them by. */
export function BarList({ bars, of }: { bars: readonly Bar[]; of: string }) {
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  return (
    <Table verticalSpacing={4} horizontalSpacing={0} withRowBorders={false} aria-label={of}>
      <Table.Tbody>
        {bars.map((bar) => (
          <Table.Tr key={bar.key}>
            <Table.Th scope="row" fw={400}>
              {bar.label}
            </Table.Th>
            <Table.Td w="35%" px="sm" aria-hidden>
              <Box h={8} w={`${(100 * bar.count) / most}%`} bg="ink.5" style={{ borderRadius: 4 }} />
            </Table.Td>
            <Table.Td className="number" w={56}>
              {count(bar.count)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

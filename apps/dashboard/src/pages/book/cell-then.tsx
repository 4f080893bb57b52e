import { Stack, Text } from '@mantine/core';
import type { Clocks } from '../../api/clients';
import type { DriftCell } from '../../api/types';
import { LinkAnchor } from '../../parts/links';
import { count, counted } from '../../words/numbers';

/** The up to three numbers of one cell on a past day. */
export function CellThen({ cell, clocks }: { cell: DriftCell | undefined; clocks: Clocks }) {
  if (cell === undefined) return <span className="quiet">–</span>;
  const { service, assetClass, original, marketed, enabled } = cell;
  return (
    <Stack gap={4}>
      {original.clients > 0 && (
        <LinkAnchor
          to="/clients"
          search={{ ...clocks, originalService: service, originalAssetClass: assetClass }}
          size="xs"
          className="unbroken"
        >
          {count(original.clients)} asked
        </LinkAnchor>
      )}
      {marketed.alerts > 0 && <Beyond what="marketed" {...marketed} />}
      {enabled.alerts > 0 && <Beyond what="enabled" {...enabled} />}
    </Stack>
  );
}

const Beyond = ({ what, clients, alerts }: { what: string; clients: number; alerts: number }) => (
  <Text size="xs">
    <b>{count(clients)}</b> {what}
    <Text span display="block" size="xs" c="dimmed">
      {counted(alerts, 'alert')}
    </Text>
  </Text>
);

import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { driftQuery } from '../../api/overview';
import { Matrix } from '../../parts/matrix';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { DriftCells } from './drift-cells';

/** Services across, types of assets down: what was asked for at first, and what came on top. */
export function DriftMatrix() {
  const drift = useQuery(driftQuery());
  return (
    <Section title="Drift matrix">
      <Text size="sm" c="dimmed" mb="sm">
        In each cell: clients who asked for it at first, and clients to whom it was marketed, or for whom it was
        enabled, beyond that, with the alerts. Each number opens its list.
      </Text>
      {drift.isError && drift.data === undefined && <Failure error={drift.error} retry={() => void drift.refetch()} />}
      {drift.isPending && <Waiting />}
      {drift.data && <Matrix drift={drift.data} show={(cell) => <DriftCells cell={cell} />} />}
    </Section>
  );
}

import { Stack } from '@mantine/core';
import { IconBolt, IconFileCheck, IconSpeakerphone } from '@tabler/icons-react';
import type { DriftCell } from '../../api/types';
import { LinkAnchor } from '../../parts/links';
import { count, counted } from '../../words/numbers';
import { assetClassLabel, serviceLabel } from '../../words/offers';

/** The up to three numbers of one cell. */
export function DriftCells({ cell }: { cell: DriftCell | undefined }) {
  if (cell === undefined) return <span className="quiet">–</span>;
  const { service, assetClass, original, marketed, enabled } = cell;
  const what = `${serviceLabel(service)}, ${assetClassLabel(assetClass)}`;
  const beyond = { service: [service], assetClass: [assetClass], article61_2: true };
  return (
    <Stack gap={2}>
      {original.clients > 0 && (
        <LinkAnchor
          to="/clients"
          search={{ originalService: service, originalAssetClass: assetClass }}
          size="sm"
          aria-label={`${what}: asked for at first by ${counted(original.clients, 'client')}`}
        >
          <IconFileCheck size={14} aria-hidden className="in-line" /> {count(original.clients)} asked
        </LinkAnchor>
      )}
      {marketed.alerts > 0 && (
        <LinkAnchor
          to="/alerts"
          search={{ ...beyond, kind: ['MARKETED'] }}
          size="sm"
          fw={600}
          aria-label={`${what}: marketed to ${counted(marketed.clients, 'client')} beyond that, ${counted(marketed.alerts, 'alert')}`}
        >
          <IconSpeakerphone size={14} aria-hidden className="in-line" /> {count(marketed.clients)} (
          {count(marketed.alerts)}) marketed
        </LinkAnchor>
      )}
      {enabled.alerts > 0 && (
        <LinkAnchor
          to="/alerts"
          search={{ ...beyond, kind: ['ENABLED', 'ROLLED_OUT', 'USED'] }}
          size="sm"
          fw={600}
          aria-label={`${what}: enabled for ${counted(enabled.clients, 'client')} beyond that, ${counted(enabled.alerts, 'alert')}`}
        >
          <IconBolt size={14} aria-hidden className="in-line" /> {count(enabled.clients)} ({count(enabled.alerts)})
          enabled
        </LinkAnchor>
      )}
    </Stack>
  );
}

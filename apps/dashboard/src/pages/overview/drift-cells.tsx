import { Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconBolt, IconFileCheck, IconSpeakerphone } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { DriftCell } from '../../api/types';
import { LinkAnchor } from '../../parts/links';
import { count, counted } from '../../words/numbers';
import { assetClassLabel, serviceLabel } from '../../words/offers';

/** The up to three numbers of one cell, each leading to its list. */
export function DriftCells({ cell }: { cell: DriftCell | undefined }) {
  if (cell === undefined) return <span className="quiet">–</span>;
  const { service, assetClass, original, marketed, enabled } = cell;
  const what = <VisuallyHidden>{`${serviceLabel(service)}, ${assetClassLabel(assetClass)}: `}</VisuallyHidden>;
  const beyond = { service: [service], assetClass: [assetClass], article61_2: true };
  return (
    <Stack gap="xs">
      {original.clients > 0 && (
        <LinkAnchor
          to="/clients"
          search={{ originalService: service, originalAssetClass: assetClass }}
          size="xs"
          className="unbroken"
        >
          {what}
          <Line icon={<IconFileCheck size={13} aria-hidden className="in-line" />}>
            {count(original.clients)} asked
          </Line>
        </LinkAnchor>
      )}
      {marketed.alerts > 0 && (
        <LinkAnchor to="/alerts" search={{ ...beyond, kind: ['MARKETED'] }} size="xs" className="unbroken">
          {what}
          <Line icon={<IconSpeakerphone size={13} aria-hidden className="in-line" />}>
            <b>{count(marketed.clients)}</b> marketed
          </Line>
          <Alerts many={marketed.alerts} />
        </LinkAnchor>
      )}
      {enabled.alerts > 0 && (
        <LinkAnchor
          to="/alerts"
          search={{ ...beyond, kind: ['ENABLED', 'ROLLED_OUT', 'USED'] }}
          size="xs"
          className="unbroken"
        >
          {what}
          <Line icon={<IconBolt size={13} aria-hidden className="in-line" />}>
            <b>{count(enabled.clients)}</b> enabled
          </Line>
          <Alerts many={enabled.alerts} />
        </LinkAnchor>
      )}
    </Stack>
  );
}

const Line = ({ icon, children }: { icon: ReactNode; children: ReactNode }) => (
  <>
    {icon} {children}
  </>
);

const Alerts = ({ many }: { many: number }) => (
  <Text span display="block" size="xs" c="dimmed" pl={18}>
    {counted(many, 'alert')}
  </Text>
);

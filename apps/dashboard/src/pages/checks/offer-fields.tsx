import { Group, NativeSelect } from '@mantine/core';
import { SERVICE_CODES, serviceLabel } from '../../words/offers';
import { KnownInput } from './known-input';
import type { Planned } from './planned';
import type { Refusals } from './refusals';

interface OfferFieldsProps {
  planned: Planned;
  change: (part: Partial<Planned>) => void;
  refusals: Refusals;
}

/** What is offered: a service of an asset, or a product. */
export function OfferFields({ planned, change, refusals }: OfferFieldsProps) {
  return (
    <>
      <NativeSelect
        label="What is offered"
        value={planned.offered}
        data={[
          { value: 'SERVICE', label: 'A service' },
          { value: 'PRODUCT', label: 'A product' },
        ]}
        onChange={(event) => change({ offered: event.currentTarget.value === 'PRODUCT' ? 'PRODUCT' : 'SERVICE' })}
      />
      {planned.offered === 'PRODUCT' ? (
        <KnownInput
          label="Product"
          required
          value={planned.productId}
          onChange={(productId) => change({ productId })}
          error={refusals.productId}
          of={({ products }) => products.map(({ productId: id, name }) => ({ id, name }))}
        />
      ) : (
        <Group grow align="flex-start">
          <NativeSelect
            label="Service"
            value={planned.service}
            data={SERVICE_CODES.map((value) => ({ value, label: serviceLabel(value) }))}
            onChange={(event) => change({ service: event.currentTarget.value })}
          />
          <KnownInput
            label="Asset"
            placeholder="No asset named"
            value={planned.assetId}
            onChange={(assetId) => change({ assetId })}
            error={refusals.assetId}
            of={({ assets }) => assets.map(({ assetId: id, name }) => ({ id, name }))}
          />
        </Group>
      )}
    </>
  );
}

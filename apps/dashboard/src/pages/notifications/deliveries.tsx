import { NativeSelect, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { deliveriesQuery, receiversQuery } from '../../api/notifications';
import type { Delivery } from '../../api/types';
import { DataTable } from '../../parts/data-table/data-table';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { useNearEnd } from '../../parts/use-near-end';
import { deliveryColumns } from './delivery-columns';

const NONE: Delivery[] = [];

interface DeliveriesProps {
  /** Of one; `null`: of all. */
  receiverId: string | null;
  onChoose: (receiverId: string | null) => void;
}

/** Every attempt, and whatever was not sent, with the reason. */
export function Deliveries({ receiverId, onChoose }: DeliveriesProps) {
  const receivers = useQuery(receiversQuery).data?.items;
  const query = useInfiniteQuery(deliveriesQuery(receiverId));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? NONE, [query.data]);
  const names = useMemo(() => new Map(receivers?.map(({ receiverId, name }) => [receiverId, name])), [receivers]);
  const columns = useMemo(() => deliveryColumns(names), [names]);
  const onNearEnd = useNearEnd(query);
  return (
    <Section
      title="Deliveries"
      aside={
        <NativeSelect
          aria-label="Deliveries to"
          size="xs"
          value={receiverId ?? ''}
          data={[{ value: '', label: 'To all' }, ...[...names].map(([value, label]) => ({ value, label }))]}
          onChange={(event) => onChoose(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        />
      }
    >
      {query.isPending && <Waiting />}
      {query.isError && rows.length === 0 && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && rows.length === 0 && <Text c="dimmed">Nothing was sent or kept back yet.</Text>}
      {rows.length > 0 && (
        <DataTable
          label="Deliveries"
          columns={columns}
          rows={rows}
          keyOf={({ position }) => String(position)}
          onNearEnd={onNearEnd}
        />
      )}
    </Section>
  );
}
